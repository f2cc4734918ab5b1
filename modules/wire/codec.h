// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The JSON of the messages (wire/messages.h), UTF-8, version 1. Field and table names come from the vocabulary; ids are lower-case
 * UUID texts, numbers whole JSON numbers, bytes base64url, nothing is null. Names are short where rows are many.
 *
 *   push     {"v":1,"epoch":E,"have":[..],"mask_ver":n,"oldest":m,"acts":[{"id","origin","author","at","title","batch","undoes"}],
 *             "mutations":[{"mid","hlc","act","tbl","id","op","base","set":{f:v},"was":{f:v},"prev":{f:mid},"inc":{f:n},
 *                           "inferred":{f:"phone"},"by_value":true,"blind":true,"atomic":true,"conflict":C}]}
 *            -> {"last_mid","expected_mid"?,"outcomes":[{"mid","f":{name:verdict},"conflicts":[C],"reason","details":[..]}],
 *                "mask_ver","rows":T,"conflicts":[..],"hlc"}
 *   pull     {"v":1,"epoch","cursor":{"base":"1:1:","to":..,"after":..},"have":[..],"mask_ver","limit"}
 *            -> {"epoch","cursor","up":T,"gone":{tbl:[ids]},"conflicts","add","drop","resnapshot","mask":{"ver","hidden":["tbl.col"]},"more","hlc"}
 *   presence {"v":1,"tbl","id","editing":true,"leaving":true} -> {"others":[{"user","name","editing","since"}]}
 *   T        {tbl:{"cols":[names],"rows":[[id,version,removed,[scopes],v,v,..],..]}}
 *
 * `op` is insert, update, remove or restore. In "was" stand the values the author saw; of a witness there, and not in "set". Unknown members are passed
 * over; unknown tables and fields in rows too; in a mutation they are named (Mutation::unknown, refusal), so that it is answered
 * and does not hold up those behind it. The nonce travels in a header (X-Req), not in the body.
 *
 * Errors of all readers: Invalid "wire.malformed" (not this message, not JSON, wrong types, deeper or longer than allowed),
 * Invalid "wire.tooLarge". Nothing a peer sends does more. Any thread.
 */
#pragma once

#include "wire/messages.h"
#include "wire/vocabulary.h"

namespace kemai::wire {

class Codec
{
public:
    explicit Codec(const Vocabulary &vocabulary = Vocabulary::shipped()) : m_vocabulary(vocabulary) { }

    QByteArray write(const PushRequest &) const;
    QByteArray write(const PushResponse &) const;
    QByteArray write(const PullRequest &) const;
    QByteArray write(const PullResponse &) const;
    QByteArray write(const EscrowRequest &) const;
    QByteArray write(const EscrowResponse &) const;
    QByteArray write(const LoginRequest &) const;
    QByteArray write(const LoginResponse &) const;
    QByteArray write(const ChallengeRequest &) const;
    QByteArray write(const ChallengeResponse &) const;
    QByteArray write(const SessionRequest &) const;
    QByteArray write(const SessionResponse &) const;
    QByteArray write(const Live &) const;
    QByteArray write(const PresenceRequest &) const;
    QByteArray write(const PresenceResponse &) const;
    QByteArray write(const Refusal &) const;
    // Alone: how an outbox, a ledger or a key store keeps them.
    QByteArray write(const Mutation &) const;
    QByteArray write(const Outcome &) const;
    QByteArray write(const Conflict &) const;
    QByteArray write(const Lease &) const;

    // read<PushRequest>(body) ...: one of the types above.
    template <typename Message>
    Result<Message> read(QByteArrayView json) const;

private:
    const Vocabulary &m_vocabulary;
};

} // namespace kemai::wire
