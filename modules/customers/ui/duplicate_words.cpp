// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/duplicate_words.h"

#include "customers/ui/customer_words.h"
#include "widgets/human.h"

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
    const Human human = Human::now();
    QStringList words;
    for (Error reason : reasons) {
        for (QString &detail : reason.details) // numbers are read as everywhere: 153 6772 1381
            if (detail.startsWith(u'+'))
                detail = human.phone(detail.section(u'#', 0, 0), detail.section(u'#', 1));
        if (const QString text = CustomerWords::sentence(reason); !words.contains(text))
            words.append(text);
    }
    return words.join(QStringLiteral(" · "));
}

} // namespace kemai
