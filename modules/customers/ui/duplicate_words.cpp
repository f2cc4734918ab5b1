// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/duplicate_words.h"

#include "customers/ui/customer_words.h"

namespace kemai {

Tag DuplicateWords::level(int score)
{
    if (score >= sameScore)
        return {tr("Same · %1").arg(score), Tone::Danger};
    if (score >= proposeScore)
        return {tr("Likely · %1").arg(score), Tone::Warning};
    return {tr("Possible · %1").arg(score), Tone::Neutral};
}

QString DuplicateWords::reasons(const QList<Error> &reasons)
{
    QStringList words;
    for (const Error &reason : reasons)
        if (const QString text = CustomerWords::sentence(reason); !words.contains(text))
            words.append(text);
    return words.join(QStringLiteral(" · "));
}

} // namespace kemai
