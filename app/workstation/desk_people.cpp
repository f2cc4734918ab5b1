// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk_people.h"

#include "desk_user.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr qsizetype longestName = 40;
constexpr int mostPeople = 50;

QString folderOf(const QString &storeDirectory)
{
    return QFileInfo(QDir::cleanPath(QDir(storeDirectory).absolutePath())).fileName();
}
} // namespace

DeskPeople::DeskPeople(const QString &storeDirectory)
{
    const QDir store(QDir::cleanPath(QDir(storeDirectory).absolutePath()));
    m_desk = QFileInfo(store.path()).path();
    const QString here = QFileInfo(store.path()).fileName();
    QFile file(m_desk + u"/people.json"_s);
    if (file.open(QIODevice::ReadOnly) && file.size() < 64 * 1024) {
        const QJsonArray people = QJsonDocument::fromJson(file.readAll()).object().value("people"_L1).toArray();
        for (const QJsonValue &one : people) {
            const DeskPerson person{one["name"_L1].toString().simplified().left(longestName), one["folder"_L1].toString()};
            // A folder is a name, never a way out of the desk.
            if (!person.name.isEmpty() && !person.folder.isEmpty() && QFileInfo(person.folder).fileName() == person.folder
                && !person.folder.startsWith(u'.') && m_people.size() < mostPeople)
                m_people << person;
        }
    }
    const QString first = here == "demo"_L1 ? u"store"_s : here;
    const bool listed = std::any_of(m_people.begin(), m_people.end(), [&](const DeskPerson &one) { return one.folder == first; });
    if (!listed)
        m_people.prepend({accountName().isEmpty() ? u"Kemai"_s : accountName(), first});
}

QString DeskPeople::directoryOf(const DeskPerson &person) const
{
    return m_desk + u'/' + person.folder;
}

QString DeskPeople::demoDirectory() const
{
    return m_desk + u"/demo"_s;
}

QList<DeskPerson> DeskPeople::others(const QString &storeDirectory) const
{
    QList<DeskPerson> others = m_people;
    others.removeIf([folder = folderOf(storeDirectory)](const DeskPerson &person) { return person.folder == folder; });
    return others;
}

QString DeskPeople::nameOf(const QString &storeDirectory) const
{
    const QString folder = folderOf(storeDirectory);
    for (const DeskPerson &person : m_people)
        if (person.folder == folder)
            return person.name;
    return {};
}

Result<DeskPerson> DeskPeople::add(const QString &typed)
{
    const QString name = typed.simplified().left(longestName);
    if (name.isEmpty())
        return fail(Error::Code::Invalid, u"people.nameMissing"_s);
    QStringList folders;
    for (const DeskPerson &person : std::as_const(m_people)) {
        if (person.name.compare(name, Qt::CaseInsensitive) == 0)
            return fail(Error::Code::Conflict, u"people.nameTaken"_s, {}, {name});
        folders << person.folder;
    }
    int number = 2;
    while (folders.contains(u"store-%1"_s.arg(number)) || QFileInfo::exists(m_desk + u"/store-%1"_s.arg(number)))
        ++number;
    m_people << DeskPerson{name, u"store-%1"_s.arg(number)};
    if (const Result<> saved = save(); !saved) {
        m_people.removeLast();
        return fail(saved.error());
    }
    return m_people.last();
}

Result<> DeskPeople::save() const
{
    QJsonArray people;
    for (const DeskPerson &person : m_people)
        people.append(QJsonObject{{u"name"_s, person.name}, {u"folder"_s, person.folder}});
    QDir().mkpath(m_desk);
    QSaveFile file(m_desk + u"/people.json"_s);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(QJsonObject{{u"people"_s, people}}).toJson()) < 0 || !file.commit())
        return fail(Error::Code::Io, u"people.unwritable"_s, file.errorString(), {m_desk});
    return {};
}

} // namespace kemai
