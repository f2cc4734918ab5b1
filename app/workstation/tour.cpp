// SPDX-License-Identifier: GPL-3.0-or-later
#include "tour.h"

#include "act_panel.h"
#include "customer_window.h"
#include "call_desk.h"
#include "gallery.h"
#include "idle_lock.h"
#include "import_page.h"
#include "introduction.h"
#include "lease_page.h"
#include "main_window.h"
#include "office_samples.h"
#include "people_block.h"
#include "schema/schema.h"
#include "unlock_page.h"
#include "widgets/language.h"
#include "widgets/search_field.h"
#include "widgets/theme.h"
#include "widgets/toast.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPainter>
#include <QPointer>
#include <QTemporaryDir>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// Runs the event loop until the window says that nothing is under way, and painting has happened.
void settle(const MainWindow *window)
{
    QElapsedTimer clock;
    clock.start();
    int quiet = 0;
    while (quiet < 3 && clock.elapsed() < 10'000) {
        QEventLoop loop;
        QTimer::singleShot(10, &loop, &QEventLoop::quit);
        loop.exec();
        quiet = !window || window->settled() ? quiet + 1 : 0;
    }
}

// A file as people have them: a duplicate, an empty row, cells that cannot be read.
QString sampleCsv(const QString &folder)
{
    QFile file(folder + u"/客户名单 2026-11.csv"_s);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    QByteArray rows("姓名,公司,手机,邮箱,城市,备注,微信\n");
    rows += "林若溪,杭州云帆软件有限公司,138 0571 2233,lin@yunfan.example,杭州,秋季展会,lrx_hz\n"
            "周远,苏州恒工数控机床有限公司,0512-6512 3456 转 5,,苏州,两台五轴,\n"
            "林若溪,杭州云帆软件有限公司,13805712233,,杭州,,\n"
            ",,,,,空行,\n"
            "陈立,,1380013800,chenli@example,南京,号码少一位,chen-li\n";
    for (int i = 0; i < 40; ++i)
        rows += QStringLiteral("客户%1,上海第%1贸易有限公司,139%2,,上海,,\n").arg(i).arg(18000000 + i * 137, 8).toUtf8();
    file.write(rows);
    return file.fileName();
}

class Camera
{
public:
    Camera(const QString &folder, const QString &only) : m_folder(folder), m_only(only) { }

    bool wants(const QString &name) const { return m_only.isEmpty() || name.contains(m_only); }

    void shoot(QWidget &widget, const QString &name, qreal ratio)
    {
        QPixmap picture(widget.size() * ratio);
        picture.setDevicePixelRatio(ratio);
        picture.fill(theme().color(ColorToken::Background));
        widget.render(&picture);
        const QString scheme = theme().scheme() == Scheme::Dark ? u"dark"_s : theme().scheme() == Scheme::Light ? u"light"_s : u"contrast"_s;
        if (m_over && m_over->isVisible()) { // a window of its own, at the bottom right
            QPainter painter(&picture);
            m_over->render(&painter, QPoint(widget.width() - m_over->width(), widget.height() - m_over->height()), {}, QWidget::DrawChildren);
        }
        const QString file = u"%1/%2-%3-%4%5.png"_s.arg(m_folder, name, tongueCode(language().tongue()), scheme,
                                                        ratio > 1 ? u"@2x"_s : QString());
        if (!picture.save(file) && m_failed.isEmpty())
            m_failed = file;
        ++m_taken;
    }

    // Every language and theme; 200 % once for each theme. `prepare` goes before each picture.
    void roundOf(QWidget &widget, const QString &name, const MainWindow *window, const std::function<void()> &prepare = {})
    {
        if (!wants(name))
            return;
        for (const Tongue tongue : {Tongue::Chinese, Tongue::English}) {
            for (const SchemeChoice scheme : {SchemeChoice::Light, SchemeChoice::Dark}) {
                language().setTongue(tongue);
                theme().setScheme(scheme);
                if (prepare)
                    prepare();
                settle(window);
                shoot(widget, name, 1);
                if (tongue == Tongue::Chinese)
                    shoot(widget, name, 2);
            }
        }
    }

    // As it is for somebody who needs more: high contrast, and text of twice the size, also in a small window.
    void needsOf(QWidget &widget, const QString &name, const MainWindow *window)
    {
        if (!wants(name))
            return;
        language().setTongue(Tongue::Chinese);
        theme().setScheme(SchemeChoice::Contrast);
        settle(window);
        shoot(widget, name, 1);
        theme().setScheme(SchemeChoice::Light);
        theme().setTextScale(2);
        settle(window);
        shoot(widget, name + u"-large"_s, 1);
        const QSize usual = widget.size();
        widget.setFixedSize(900, 700);
        settle(window);
        shoot(widget, name + u"-narrow"_s, 1);
        widget.setFixedSize(usual);
        theme().setTextScale(1);
    }

    void setOver(QWidget *over) { m_over = over; }
    int taken() const { return m_taken; }
    QString failed() const { return m_failed; }

private:
    QString m_folder;
    QString m_only;
    QString m_failed;
    QPointer<QWidget> m_over;
    int m_taken = 0;
};

// The card of each kind of caller the store can answer for, and quick create.
void callsTour(Camera &camera, MainWindow &window, Session &session, CallDesk &calls, const std::function<QString(const QString &)> &name)
{
    if (!calls.model())
        return;
    window.openCustomer(window.shown(u"customers"_s)); // the list, whatever the stops left there
    camera.setOver(calls.card());
    const auto numbers = session.store()->read([](Records &records) -> Result<QStringList> {
        QStringList found;
        const auto late = records.first(Query(promise::entity).where(isNull(promise::done_at)).orderBy(promise::due));
        const auto shared = records.first(Query(phone::entity).where(phone::kind == u"switchboard"_s));
        const auto family = records.first(Query(phone::entity).where(phone::kind == u"family"_s));
        found << QString();
        if (late && *late)
            if (const auto own = records.first(Query(phone::entity).where(phone::customer == (**late)[promise::customer])); own && *own)
                found.last() = (**own)[phone::digits];
        for (const auto &one : {shared, family})
            found << (one && *one ? (**one)[phone::digits] : QString());
        return found;
    }).result();
    QStringList kinds{u"call-known"_s, u"call-switchboard"_s, u"call-family"_s};
    QStringList all = numbers ? *numbers : QStringList();
    all.resize(3);
    all << u"02587654321"_s << QString();
    kinds << u"call-unknown"_s << u"call-hidden"_s;
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (i < 3 && all.at(i).isEmpty())
            continue;
        CallNews news;
        news.number = all.at(i);
        news.queue = u"售后"_s;
        news.waitedSeconds = 18;
        calls.model()->take(news);
        settle(&window); // also where no picture is taken of this one: what follows needs to know who calls
        camera.roundOf(window, name(kinds.at(i)), &window);
        if (i == 0 || i >= 3) {
            calls.model()->answer();
            camera.roundOf(window, name(kinds.at(i) + u"-talk"_s), &window);
        }
        if (i == 0) {
            calls.model()->hangUp();
            camera.roundOf(window, name(u"call-wrap-up"_s), &window);
            calls.model()->dismiss();
            continue;
        }
        news.event = CallNews::Event::Ended;
        calls.model()->take(news);
    }
    calls.quickCreate(u"138 0571 2233"_s, u"林若溪"_s);
    camera.setOver(&calls.quick()->window());
    camera.roundOf(window, name(u"quick-create"_s), &window);
    calls.quick()->window().hide();
    camera.setOver(nullptr);
}

} // namespace

Result<int> renderTour(MainWindow &window, Session &session, CallDesk &calls, const QString &folder, const QString &only)
{
    if (!QDir().mkpath(folder))
        return fail(Error::Code::Io, u"tour.folder"_s, u"cannot make the folder"_s, {folder});
    // Nobody types during a tour, and it may take longer than the idle lock waits: the store would be closed, and what the tour
    // shows deleted, in the middle of a picture.
    window.idleLock()->setMinutes(0);
    Camera camera(folder, only);
    window.setFixedSize(1440, 900);
    window.show();
    session.waitUntilSettled();
    settle(&window);
    window.introduction()->end(); // of a store that was just made; it has its own pictures

    int number = 1;
    const auto name = [&number](const QString &page) { return u"%1-%2"_s.arg(number++, 2, 10, QChar(u'0')).arg(page); };
    const QStringList pages = window.pages();
    for (const QString &page : pages) {
        window.openPage(page);
        camera.roundOf(window, name(page), &window);
        camera.needsOf(window, name(page + u"-needs"_s), &window);
        if (auto *import = qobject_cast<ImportPage *>(window.page(page).widget); import && camera.wants(u"import-plan"_s)) {
            const QTemporaryDir samples;
            import->open(sampleCsv(samples.path()));
            settle(&window);
            camera.roundOf(window, name(u"import-plan"_s), &window);
            import->goOn();
            if (auto *create = import->findChild<QAbstractButton *>(u"import.known2"_s))
                create->click();
            camera.roundOf(window, name(u"import-plan-rules"_s), &window);
            if (auto *skip = import->findChild<QAbstractButton *>(u"import.known0"_s))
                skip->click();
            import->goOn();
            settle(&window);
            camera.roundOf(window, name(u"import-plan-dry-run"_s), &window);
        }
        const QList<TourStop> stops = window.page(page).stops;
        for (const TourStop &stop : stops) { // a step is gone once: language and theme change around what is shown
            window.openPage(page);
            stop.prepare();
            settle(&window);
            camera.roundOf(window, name(page + u'-' + stop.name), &window);
        }
    }
    if (session.store()) {
        window.openPage(pages.first());
        window.openCustomer(window.shown(pages.first())); // the list, whatever the stops left there
        settle(&window);
        window.actions().run(u"acts"_s);
        camera.roundOf(window, name(u"acts"_s), &window);
        window.actions().run(u"acts"_s);
        for (int step = 0; step < Introduction::mostSteps; ++step) {
            step == 0 ? window.introduction()->begin() : window.introduction()->next();
            if (step < 2)
                camera.roundOf(window, name(u"introduction-%1"_s.arg(step + 1)), &window);
        }
        window.introduction()->end();
        if (const Id shown = window.shown(pages.first()); !shown.isNull()) {
            CustomerWindow own(session, window.actions(), window.drafts(), shown);
            own.setFixedSize(1440, 900);
            own.show();
            camera.roundOf(own, name(u"customer-window"_s), &window);
        }
        camera.roundOf(window, name(u"palette"_s), &window, [&] { window.palette()->open(u"zm"_s); });
        window.palette()->close();
        camera.roundOf(window, name(u"actions"_s), &window, [&] { window.palette()->open(); });
        window.palette()->close();
        callsTour(camera, window, session, calls, name);
    }

    // The pages before there is a store, on stores of their own.
    const QTemporaryDir nowhere;
    Session fresh(nowhere.filePath(u"store"_s));
    MainWindow first(fresh);
    first.setFixedSize(1440, 900);
    first.show();
    fresh.begin();
    camera.roundOf(first, name(u"start"_s), &first);
    if (auto *passphrase = first.findChild<QAbstractButton *>(u"start.passphrase"_s))
        passphrase->setChecked(true);
    camera.roundOf(first, name(u"start-passphrase"_s), &first);
    first.startPage()->askForBackup(u"/media/backup/客脉 2026-11-25.kemaibak"_s);
    camera.roundOf(first, name(u"start-restore"_s), &first);
    {
        UnlockPage page(u"~/.local/share/Kemai/store"_s);
        page.resize(1440, 900);
        page.setDirectory(u"~/.local/share/Kemai/store"_s, u"李佳"_s);
        page.people()->setPeople({{u"王强"_s, u"store-2"_s}, {u"Emma Clarke"_s, u"store-3"_s}});
        page.setNeeds(UnlockPage::Needs::Passphrase, false);
        page.show();
        camera.roundOf(page, name(u"unlock-people"_s), nullptr);
    }
    for (const auto &[id, code, what] : {std::tuple{u"vault.wrongPassphrase"_s, Error::Code::Denied, u"wrong"_s},
                                         std::tuple{u"vault.held"_s, Error::Code::Busy, u"busy"_s},
                                         std::tuple{u"vault.diskFull"_s, Error::Code::Io, u"full"_s},
                                         std::tuple{u"vault.damagedKeyFile"_s, Error::Code::Corrupt, u"damaged"_s}}) {
        UnlockPage page(u"~/.local/share/Kemai/store"_s);
        page.resize(1440, 900);
        page.setNeeds(UnlockPage::Needs::Passphrase, false);
        page.show();
        camera.roundOf(page, name(u"unlock-"_s + what), nullptr,
                       [&, wrong = makeError(code, id, {}, {u"kemai"_s, u"4711"_s, u"desk-7"_s})] { page.showError(wrong); });
    }
    {
        LeasePage page;
        page.resize(1440, 900);
        page.setStatus(officeSample(QDateTime::currentMSecsSinceEpoch()).offline);
        page.show();
        camera.roundOf(page, name(u"lease"_s), nullptr);
    }
    {
        Gallery gallery;
        gallery.setFixedSize(1440, 900);
        gallery.show();
        camera.roundOf(gallery, name(u"pieces"_s), nullptr);
    }
    if (!camera.failed().isEmpty())
        return fail(Error::Code::Io, u"tour.save"_s, u"cannot write a picture"_s, {camera.failed()});
    return camera.taken();
}

} // namespace kemai
