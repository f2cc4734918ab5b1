// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Settings: what every setting (setting.h) is now, and who said so: policy, then machine, then user, then the default.
 *
 * settings() is the process's. A value is read once and kept, so asking costs a look-up. set() writes the user's own
 * value; where policy or machine prescribe one it is refused and nothing changes. A policy file that changes while
 * the program runs is obeyed within seconds, without a restart. GUI thread only, but for kemaictl, which has no other.
 *
 * What the window remembers without anybody setting it (sizes, the last page, remapped keys) is kept in user().
 */
#pragma once

#include "base/result.h"
#include "settings/policies.h"
#include "settings/setting.h"

#include <QObject>
#include <QSettings>

#include <memory>

class QFileSystemWatcher;

namespace kemai {

enum class SettingSource : quint8 { Default, User, Machine, Policy };

// Where values are read; the defaults are the real thing.
struct SettingPlaces {
    QString policies = policyPlace();
    QString machine; // an INI file; empty: the system's own place for settings of all users
    QString user;    // an INI file; empty: the user's own place
    QString application; // whose settings; empty: this program's
};

class Settings : public QObject
{
    Q_OBJECT

public:
    explicit Settings(const SettingPlaces &places = {}, QObject *parent = nullptr);
    ~Settings() override;

    QString text(const Setting &setting) const;
    bool isOn(const Setting &setting) const { return text(setting) == QLatin1StringView("on"); }
    int number(const Setting &setting) const { return text(setting).toInt(); }
    SettingSource source(const Setting &setting) const;
    bool mayChange(const Setting &setting) const; // neither policy nor machine prescribe it

    // Errors: Denied "settings.prescribed" (by policy), "settings.machine"; Invalid "settings.value"; Io "settings.unwritable".
    Result<> set(const Setting &setting, const QString &value);
    Result<> reset(const Setting &setting); // to what is said above the user, or the default

    QSettings &user() { return *m_user; }
    const QSettings &user() const { return *m_user; }

    QStringList policyProblems() const { return m_problems; }
    void reload(); // all sources again

signals:
    void changed(const kemai::Setting &setting);

private:
    struct Known {
        QString value;
        SettingSource source = SettingSource::Default;
    };
    Known look(const Setting &setting, const Policies &policies) const;
    const Known &known(const Setting &setting) const;
    void watch();

    SettingPlaces m_places;
    std::unique_ptr<QSettings> m_machine;
    std::unique_ptr<QSettings> m_user;
    Policies m_policies;
    QStringList m_problems;
    QHash<const Setting *, Known> m_known;
    QFileSystemWatcher *m_watcher = nullptr;
};

Settings &settings();

} // namespace kemai
