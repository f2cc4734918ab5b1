// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/ui/conflict_page.h"

#include "schema/schema.h"
#include "sync/desk/typed_value.h"
#include "sync/ui/choice_table.h"
#include "sync/ui/sync_words.h"
#include "widgets/button.h"
#include "widgets/empty_state.h"
#include "widgets/row_delegate.h"
#include "widgets/text_label.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace kemai::sync {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestRead = 20'000; // characters; more would hold up the window
constexpr qsizetype readsWell = 60; // characters of one line; what is longer is shown whole below the table

class CaseDelegate : public RowDelegate
{
public:
    CaseDelegate(const ConflictModel &model, const qint64 &nowMs, QObject *parent) : RowDelegate(parent), m_model(model), m_nowMs(nowMs) { }

    RowContent content(const QModelIndex &index) const override
    {
        RowContent row;
        const ConflictCase *one = m_model.caseAt(index);
        if (!one)
            return row;
        const SyncWords words;
        row.title = words.caseTitle(*one);
        row.aside = row.title == one->entity().label(words.chinese()) ? QString() : one->entity().label(words.chinese());
        row.secondary = words.caseFields(*one);
        row.time = words.human().shortTime(one->first().conflict.at.ms(), m_nowMs);
        row.exactTime = words.human().exactTime(one->first().conflict.at.ms());
        const auto left = std::count_if(one->rows.begin(), one->rows.end(), [](const ConflictRow &each) { return each.choice == Choice::None; });
        row.tags.append(left == 0 ? Tag{ConflictPage::tr("chosen"), Tone::Success} : Tag{ConflictPage::tr("%n to choose", nullptr, int(left)), Tone::Warning});
        return row;
    }

private:
    const ConflictModel &m_model;
    const qint64 &m_nowMs;
};

} // namespace

ConflictPage::ConflictPage(ConflictModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_title(new TextLabel(TextSize::Title, TextWeight::SemiBold)),
      m_hint(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_all(new Button), m_list(new QListView),
      m_empty(new EmptyState(Glyph::CheckCircle)), m_body(new QStackedWidget), m_name(new TextLabel(TextSize::Large, TextWeight::SemiBold)),
      m_about(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_customer(new Button(ButtonKind::Quiet)),
      m_table(new ChoiceTable(model)), m_reader(new QWidget), m_readLabel(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2)),
      m_read(new QPlainTextEdit), m_otherBox(new QWidget), m_otherLabel(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Text2)),
      m_other(new QPlainTextEdit), m_otherRefusal(new TextLabel(TextSize::Small, TextWeight::Regular, ColorToken::Danger)),
      m_state(new TextLabel(TextSize::Secondary, TextWeight::Regular, ColorToken::Text2)), m_decide(new Button(ButtonKind::Primary))
{
    setObjectName(u"conflictPage"_s);
    m_all->setObjectName(u"conflictAll"_s);
    m_list->setObjectName(u"conflictList"_s);
    m_empty->setObjectName(u"conflictEmpty"_s);
    m_read->setObjectName(u"conflictRead"_s);
    m_other->setObjectName(u"conflictOther"_s);
    m_otherRefusal->setObjectName(u"conflictOtherRefusal"_s);
    m_state->setObjectName(u"conflictState"_s);
    m_decide->setObjectName(u"conflictDecide"_s);
    m_customer->setObjectName(u"conflictCustomer"_s);
    m_list->setModel(&model);
    m_list->setItemDelegate(new CaseDelegate(model, m_nowMs, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->installEventFilter(this);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setElided(true);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setElided(true);
    m_customer->setGlyph(Glyph::Customers);
    m_decide->setGlyph(Glyph::Check);
    m_decide->showKey(QKeySequence(Qt::Key_Return));
    m_read->setReadOnly(true);
    m_read->setFocusPolicy(Qt::ClickFocus);
    m_other->setTabChangesFocus(true);
    m_other->installEventFilter(this);
    m_otherRefusal->setWordWrap(true);
    m_otherRefusal->hide();
    m_otherBox->hide();
    m_reader->hide();
    m_state->setWordWrap(true);
    setFocusProxy(m_table);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(24, 16, 24, 12);
    head->setSpacing(8);
    auto *titles = new QVBoxLayout;
    titles->setSpacing(4);
    titles->addWidget(m_title);
    titles->addWidget(m_hint);
    head->addLayout(titles, 1);
    head->addWidget(m_all, 0, Qt::AlignBottom);

    auto *caseHead = new QHBoxLayout;
    caseHead->setContentsMargins(16, 12, 16, 12);
    caseHead->setSpacing(8);
    auto *caseTitles = new QVBoxLayout;
    caseTitles->setSpacing(2);
    caseTitles->addWidget(m_name);
    caseTitles->addWidget(m_about);
    caseHead->addLayout(caseTitles, 1);
    caseHead->addWidget(m_customer);
    auto *reading = new QVBoxLayout(m_reader);
    reading->setContentsMargins(16, 8, 16, 8);
    reading->setSpacing(4);
    reading->addWidget(m_readLabel);
    reading->addWidget(m_read);
    auto *typing = new QVBoxLayout(m_otherBox);
    typing->setContentsMargins(16, 8, 16, 8);
    typing->setSpacing(4);
    typing->addWidget(m_otherLabel);
    typing->addWidget(m_other);
    typing->addWidget(m_otherRefusal);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(16, 12, 16, 12);
    foot->setSpacing(12);
    foot->addWidget(m_state, 1);
    foot->addWidget(m_decide);
    auto *right = new QWidget;
    auto *rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->setSpacing(0);
    rightColumn->addLayout(caseHead);
    rightColumn->addWidget(new Rule);
    rightColumn->addWidget(m_table, 1);
    rightColumn->addWidget(m_reader);
    rightColumn->addWidget(m_otherBox);
    rightColumn->addWidget(new Rule);
    rightColumn->addLayout(foot);
    auto *both = new QWidget;
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addWidget(new Rule(Qt::Vertical));
    row->addWidget(right, 1);
    m_body->addWidget(both);
    m_body->addWidget(m_empty);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addLayout(head);
    whole->addWidget(new Rule);
    whole->addWidget(m_body, 1);

    model.setWords([](const ConflictCase &one) {
        const SyncWords words;
        return QString(words.caseTitle(one) + u", " + one.entity().label(words.chinese()) + u", " + words.caseFields(one));
    }, [this](const ConflictCase &one, const ConflictRow &each, int column) { return SyncWords().cell(one, each, column, m_model.names()); });
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        const ConflictCase *one = m_model.caseAt(chosenCase());
        m_kept = one ? std::optional(*one) : std::nullopt;
        m_keptRow = std::max(m_list->currentIndex().row(), 0);
    });
    connect(&model, &QAbstractItemModel::modelReset, this, &ConflictPage::refresh);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] {
        sayState();
        readCell(m_table->currentIndex());
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConflictPage::showChosen);
    connect(m_table, &ChoiceTable::read, this, &ConflictPage::readCell);
    connect(m_table, &ChoiceTable::otherRequested, this, &ConflictPage::openOther);
    connect(m_table, &ChoiceTable::decideRequested, this, &ConflictPage::decide);
    connect(m_decide, &QAbstractButton::clicked, this, &ConflictPage::decide);
    connect(m_all, &QAbstractButton::clicked, this, [this] { showOnly({}); });
    connect(m_empty, &EmptyState::actionTriggered, this, [this] { showOnly({}); });
    connect(m_customer, &QAbstractButton::clicked, this, [this] {
        if (const ConflictCase *one = m_model.caseAt(chosenCase()))
            emit customerRequested(one->customer());
    });
    whenTranslated(this, [this] { retranslate(); });
    whenThemed(this, [this] {
        m_list->setFixedWidth(theme().scaled(280));
        m_other->setFixedHeight(theme().scaled(64));
        m_read->setFixedHeight(theme().scaled(112));
        m_list->doItemsLayout();
    });
}

void ConflictPage::retranslate()
{
    m_title->setText(tr("Conflicts"));
    m_list->setAccessibleName(tr("Records in conflict"));
    m_read->setAccessibleName(tr("The whole value"));
    m_other->setAccessibleName(tr("Another value"));
    m_customer->setText(tr("Open the customer"));
    m_decide->setText(tr("Decide"));
    m_empty->setText(tr("No conflicts"), tr("Where two people change different fields of a record, both stay. Only where they change the same one it is asked here."));
    for (Button *button : {m_customer, m_decide})
        button->updateGeometry();
    refresh();
}

void ConflictPage::showOnly(const Id &subject)
{
    m_model.showOnly(subject);
    refresh();
}

QModelIndex ConflictPage::chosenCase() const
{
    return m_list->currentIndex();
}

void ConflictPage::refresh()
{
    const int count = m_model.count();
    const SyncWords words;
    m_hint->setText(count == 0 ? QString() : tr("%n record(s) changed by two people at once. Both values are kept until you choose.", nullptr, count));
    m_hint->setVisible(count > 0);
    const int others = m_model.hiddenCount();
    m_all->setVisible(!m_model.shownOnly().isNull());
    m_all->setText(others > 0 ? tr("Show all (%1 more)").arg(others) : tr("Show all"));
    m_all->updateGeometry();
    m_body->setCurrentIndex(count == 0 ? 1 : 0);
    m_empty->setAction(count == 0 && others > 0 ? tr("Show all (%1 more)").arg(others) : QString());
    if (count > 0 && !m_list->currentIndex().isValid()) {
        const QModelIndex kept = m_kept ? m_model.indexOf(*m_kept) : QModelIndex();
        m_list->setCurrentIndex(kept.isValid() ? kept : m_model.index(std::min(m_keptRow, count - 1), 0));
    }
    showChosen();
}

void ConflictPage::showChosen()
{
    leaveOther();
    const QModelIndex at = chosenCase();
    const ConflictCase *one = m_model.caseAt(at);
    if (!one) {
        m_table->setRootIndex({});
        sayState();
        return;
    }
    const SyncWords words;
    const QString author = one->first().author.simplified();
    const bool mine = m_model.isMine(*one) || author.isEmpty();
    const QString kind = one->entity().label(words.chinese());
    m_name->setText(words.caseTitle(*one) == kind ? kind : QString(words.caseTitle(*one) + u"  " + kind));
    m_about->setText(mine ? tr("You changed it on %1; somebody else did meanwhile.").arg(words.human().exactTime(one->first().conflict.at.ms()))
                          : tr("%1 changed it on %2; somebody else did meanwhile.").arg(author, words.human().exactTime(one->first().conflict.at.ms())));
    m_customer->setVisible(!one->customer().isNull());
    m_model.setHeaders({tr("Field"), tr("B  Before"), mine ? tr("M  Mine") : tr("M  Of %1").arg(author.left(20)), tr("T  On the server"), tr("Will be")});
    m_table->showCase(at);
    sayState();
}

void ConflictPage::sayState()
{
    const ConflictCase *one = m_model.caseAt(chosenCase());
    m_decide->setEnabled(one);
    if (!one) {
        m_state->clear();
        return;
    }
    const auto left = std::count_if(one->rows.begin(), one->rows.end(), [](const ConflictRow &each) { return each.choice == Choice::None; });
    m_state->setColor(ColorToken::Text2);
    m_state->setText(left == 0 ? tr("Everything is chosen. Enter decides, and it can be undone.")
                               : tr("%n still to choose: B before, M mine, T the server's, E another value.", nullptr, int(left)));
}

void ConflictPage::decide()
{
    const QModelIndex at = chosenCase();
    const ConflictCase *one = m_model.caseAt(at);
    if (!one)
        return;
    if (const int row = one->undecided(); row >= 0) { // nothing is decided that nobody chose
        m_table->setCurrentIndex(m_model.index(row, ConflictModel::MineColumn, at));
        m_table->setFocus(Qt::OtherFocusReason);
        m_state->setColor(ColorToken::Danger);
        m_state->setText(tr("\"%1\" is not chosen yet: B before, M mine, T the server's, E another value.").arg(SyncWords().fieldLabel(*one, one->rows.at(row))));
        return;
    }
    const QString label = SyncWords().caseTitle(*one);
    for (const ConflictLine &line : one->lines)
        for (const wire::Conflict::Field &field : line.conflict.fields)
            m_drafts.remove(line.conflict.id.toString() + QString::number(field.field));
    const QList<Decision> decisions = m_model.take(at);
    if (m_model.count() == 0 && m_model.hiddenCount() > 0)
        showOnly({}); // the next one follows, whosever it is
    m_table->setFocus(Qt::OtherFocusReason);
    emit decided(decisions, label);
}

void ConflictPage::readCell(const QModelIndex &cell)
{
    QString text = cell.isValid() ? cell.data().toString() : QString();
    if (text.size() > longestRead)
        text = text.left(longestRead) + u'…';
    const bool longer = text.size() > readsWell || text.contains(u'\n');
    m_reader->setVisible(longer && m_otherBox->isHidden());
    if (!longer)
        return;
    m_readLabel->setText(u"%1 · %2"_s.arg(cell.siblingAtColumn(0).data().toString(), m_model.headerData(cell.column(), Qt::Horizontal).toString()));
    if (m_read->toPlainText() != text)
        m_read->setPlainText(text);
}

QString ConflictPage::draftKey(const QModelIndex &row) const
{
    const ConflictCase *one = m_model.caseAt(row);
    const ConflictRow *each = m_model.rowAt(row);
    return one && each ? QString(one->lines.at(each->line).conflict.id.toString() + QString::number(each->field)) : QString();
}

void ConflictPage::openOther(const QModelIndex &row)
{
    const ConflictCase *one = m_model.caseAt(row);
    const ConflictRow *each = m_model.rowAt(row);
    const Field *field = one && each ? one->fieldOf(*each) : nullptr;
    if (!field || !canBeTyped(*field)) {
        m_state->setText(tr("This one can only be chosen: B before, M mine, T the server's."));
        return;
    }
    const SyncWords words;
    QString hint = tr("Another value for \"%1\"").arg(field->label(words.chinese()));
    if (field->choices) {
        QStringList choices;
        const QString all = QString::fromUtf16(field->choices);
        for (const QString &choice : all.split(u'|'))
            choices << choiceLabel(*field, choice.section(u'=', 0, 0), words.chinese());
        hint += u" · " + choices.join(words.chinese() ? u"、" : u", ");
    }
    m_otherLabel->setText(hint + u" · " + tr("Enter takes it, Shift+Enter is a new line, Esc goes back"));
    const QString draft = m_drafts.value(draftKey(row));
    m_other->setPlainText(!draft.isNull() ? draft : words.typed(*field, each->choice == Choice::None ? each->mine : each->chosen()));
    m_otherRefusal->hide();
    m_reader->hide();
    m_otherBox->show();
    m_other->selectAll();
    m_other->setFocus(Qt::OtherFocusReason);
}

void ConflictPage::takeOther()
{
    const QModelIndex row = m_table->currentIndex().siblingAtColumn(0);
    const QString key = draftKey(row);
    m_drafts.insert(key, m_other->toPlainText());
    if (const Result<> taken = m_model.chooseTyped(row, m_other->toPlainText()); !taken) {
        m_otherRefusal->setText(SyncWords::sentence(taken.error()));
        m_otherRefusal->show();
        return;
    }
    m_drafts.remove(key);
    leaveOther();
    m_table->setFocus(Qt::OtherFocusReason);
    if (const ConflictCase *one = m_model.caseAt(chosenCase()); one && one->undecided() >= 0)
        m_table->setCurrentIndex(m_model.index(one->undecided(), ConflictModel::MineColumn, chosenCase()));
}

void ConflictPage::leaveOther()
{
    if (m_otherBox->isHidden())
        return;
    m_otherBox->hide();
    readCell(m_table->currentIndex());
}

bool ConflictPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (watched == m_other) {
        if (enter && !(key->modifiers() & Qt::ShiftModifier)) {
            takeOther();
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            m_drafts.insert(draftKey(m_table->currentIndex().siblingAtColumn(0)), m_other->toPlainText());
            leaveOther();
            m_table->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    if (watched == m_list && key->modifiers() == Qt::NoModifier && (enter || key->key() == Qt::Key_Right)) {
        m_table->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ConflictPage::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), theme().color(ColorToken::Surface));
}

} // namespace kemai::sync
