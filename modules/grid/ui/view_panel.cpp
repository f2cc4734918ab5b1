// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/ui/view_panel.h"

#include "widgets/button.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace kemai {

ViewPanel::ViewPanel(QWidget *parent)
    : QWidget(parent), m_name(new QLineEdit), m_shared(new QCheckBox), m_go(new Button(ButtonKind::Primary)), m_close(new Button(ButtonKind::Quiet))
{
    setObjectName(u"viewPanel"_s);
    m_name->setObjectName(u"viewName"_s);
    m_shared->setObjectName(u"viewShared"_s);
    m_go->setObjectName(u"viewSave"_s);
    m_name->setMinimumWidth(theme().scaled(280));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 12, 16, 12);
    row->setSpacing(8);
    row->addWidget(m_name);
    row->addWidget(m_shared);
    row->addWidget(m_go);
    row->addWidget(m_close);
    row->addStretch(1);
    connect(m_go, &QAbstractButton::clicked, this, &ViewPanel::go);
    connect(m_close, &QAbstractButton::clicked, this, &ViewPanel::closed);
    connect(m_name, &QLineEdit::textChanged, this, [this](const QString &text) { m_go->setEnabled(!text.trimmed().isEmpty()); });
    whenTranslated(this, [this] {
        m_name->setPlaceholderText(tr("Name of the view"));
        m_name->setAccessibleName(tr("Name of the view"));
        m_shared->setText(tr("Share with colleagues"));
        m_go->setText(tr("Save view"));
        m_close->setText(tr("Cancel"));
    });
}

void ViewPanel::begin(const QString &name, bool shared)
{
    m_name->setText(name);
    m_shared->setChecked(shared);
    m_go->setEnabled(!name.trimmed().isEmpty());
    m_name->setFocus();
    m_name->selectAll();
}

void ViewPanel::go()
{
    if (m_go->isEnabled())
        emit wanted(m_name->text(), m_shared->isChecked());
}

void ViewPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        go();
    else
        QWidget::keyPressEvent(event);
}

} // namespace kemai
