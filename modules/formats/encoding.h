// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Which encoding a text file is in, decided on the whole file, or an honest "unsure".
 *
 * In this order: a byte order mark; UTF-16 without one (zero bytes on one side only); then every candidate
 * (UTF-8, GB18030, Big5, windows-1252 and what uchardet suggests) decodes the stretches of the file that hold
 * bytes beyond ASCII, and text_model.h says how likely each reading is. A reading wins when it is plausible by
 * itself and at least e^8 times likelier than the next one that reads differently; otherwise the answer is
 * Invalid formats.encodingUnsure and the caller asks the person or is given an encoding. So a file is never
 * silently misread; a short file is sometimes refused.
 *
 * A few undecodable bytes do not decide: they are counted here, and the reader refuses the rows they stand in.
 *
 * The device must be seekable; it is read once or twice from the start in bounded memory and left anywhere.
 */
#pragma once

#include "base/result.h"

#include <QString>

class QIODevice;

namespace kemai {

struct TextEncoding {
    enum class Certainty {
        Given,  // the caller said so
        Marked, // a byte order mark says so
        Proven, // nothing beyond ASCII
        Judged, // far likelier than any other reading
    };

    QString name;     // as ICU and IANA call it
    int markBytes = 0; // bytes of byte order mark to skip
    Certainty certainty = Certainty::Judged;
    qint64 damagedPlaces = 0;    // undecodable sequences in the whole file
    qint64 firstDamagedLine = 0; // counts from 1; 0: none
};

// Errors: Invalid formats.emptyFile; formats.notText (details: what it is, the line of the first zero byte or 0);
// formats.encodingUnsure (details: name, sample, name, sample ...: the likeliest readings, best first); Io
// formats.readFailed, formats.notSeekable.
Result<TextEncoding> detectEncoding(QIODevice &device);

// The same account for an encoding somebody chose. Errors: as above, and Invalid formats.encodingUnknown.
// An encoding that leaves more than a fiftieth of the lines damaged is refused as formats.encodingWrong
// (details: name, damaged places, first damaged line).
Result<TextEncoding> checkEncoding(QIODevice &device, const QString &name);

} // namespace kemai
