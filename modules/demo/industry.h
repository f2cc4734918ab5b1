// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What the customers of one industry are called, buy, ask for and complain about; and the sentences that are built from it.
 *
 * A sentence has places in braces: {p} product, {q} question, {x} problem, {r} root cause, {n} small number, {k} amount,
 * {d} day ("周三", "Tuesday"), {a} agent, {c} customer, {t} ticket number.
 */
#pragma once

#include "demo/dice.h"

#include <QString>

#include <span>

namespace kemai::demo {

struct Phrases {
    std::span<const char16_t *const> products;
    std::span<const char16_t *const> questions;
    std::span<const char16_t *const> problems; // each with its cause at the same place
    std::span<const char16_t *const> causes;
};

struct Industry {
    const char16_t *name;    // a tag: 教育
    std::span<const char16_t *const> words; // of company names: 教育科技
    Phrases chinese;
    Phrases english;
    int privateShare;        // per mille of its customers that are people, not companies
    int price;               // of a usual order, yuan
};

std::span<const Industry> industries();

// One step of a story.
enum class Step : quint8 {
    WebForm, CallIn, CallOut, MessageIn, MessageOut, ChatIn, ChatOut, MailIn, MailOut, Visit, Quote, Note, Signed,
    Problem, // a call or message that becomes a ticket
    TicketOpened, TicketNote, TicketSolved, Care,
};

struct Sentence {
    QStringView agent, customer, day;
    qint64 amount = 0;
    QString ticket;
    size_t problem = 0; // of the ticket, so that all its texts speak of one thing
};

QString told(Step step, const Industry &industry, bool chinese, const Sentence &about, Dice &dice);
QString subjectOf(Step step, const Industry &industry, bool chinese, const Sentence &about, Dice &dice);

std::span<const Step> storyAt(Dice &dice, bool foreign);

// Company names. core: what makes it this one (恒工).
struct CompanyText {
    QString name; // 苏州恒工数控机床有限公司
    QString core;
};
CompanyText chineseCompany(Dice &dice, const Industry &industry, const QString &cityBrief);
QString foreignCompany(Dice &dice);

} // namespace kemai::demo
