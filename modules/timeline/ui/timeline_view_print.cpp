// SPDX-License-Identifier: GPL-3.0-or-later
// How a TimelineView prints and saves what it shows.
#include "timeline/ui/timeline_view.h"

#include "timeline/ui/timeline_printer.h"
#include "widgets/human.h"
#include "widgets/toast.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QFontInfo>
#include <QPrintDialog>
#include <QPrinter>
#include <QProgressBar>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace kemai {

TimelinePrinter &TimelineView::printer()
{
    if (!m_printer) {
        m_printer = new TimelinePrinter(m_model, this);
        connect(m_printer, &TimelinePrinter::progressed, this, [this](qint64 done, qint64 total) {
            m_printingBar->setRange(0, int(std::max<qint64>(total, 1)));
            m_printingBar->setValue(int(done));
            m_printing->show();
        });
        connect(m_printer, &TimelinePrinter::canceled, m_printing, &QWidget::hide);
        connect(m_printer, &TimelinePrinter::failed, this, [this](const Error &error) {
            m_printing->hide();
            emit printFailed(error);
        });
        connect(m_printer, &TimelinePrinter::finished, this, [this](int pages, const QString &file) {
            m_printing->hide();
            if (file.isEmpty())
                Toast::offer(this, tr("%n page(s) printed.", nullptr, pages));
            else
                Toast::offer(this, tr("A PDF of %n page(s) is written.", nullptr, pages), tr("Open"),
                             [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
        });
    }
    return *m_printer;
}

TimelinePaper::Head TimelineView::paperHead() const
{
    // The family that is really used: what stands in a PDF must hold both scripts.
    return {m_customerName, m_customerBelow, m_model.authorName(), Human::now().exactTime(m_model.nowMs()), QFontInfo(font()).family()};
}

void TimelineView::savePdf()
{
    if (m_model.customer().isNull() || printer().isRunning())
        return;
    QString name = m_customerName;
    name.replace(QRegularExpression(u"[\\\\/:*?\"<>|\\x00-\\x1f]"_s), u"_"_s);
    QString file = QFileDialog::getSaveFileName(this, tr("Save the history as PDF"), name.left(80) + u".pdf"_s, tr("PDF (*.pdf)"));
    if (file.isEmpty())
        return;
    if (!file.endsWith(u".pdf"_s, Qt::CaseInsensitive))
        file += u".pdf"_s;
    printer().writePdf(file, paperHead());
}

void TimelineView::print()
{
    if (m_model.customer().isNull() || printer().isRunning())
        return;
    auto device = std::make_unique<QPrinter>(QPrinter::HighResolution);
    QPrintDialog dialog(device.get(), this);
    if (dialog.exec() == QDialog::Accepted)
        printer().print(std::move(device), paperHead());
}

} // namespace kemai
