<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>kemai::ActModel</name>
    <message numerus="yes">
        <source>%n created record(s) will be withdrawn</source>
        <translation>
            <numerusform>%n created record will be withdrawn</numerusform>
            <numerusform>%n created records will be withdrawn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) go back to what they were</source>
        <translation>
            <numerusform>%n value goes back to what it was</numerusform>
            <numerusform>%n values go back to what they were</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n withdrawn record(s) come back</source>
        <translation>
            <numerusform>%n withdrawn record comes back</numerusform>
            <numerusform>%n withdrawn records come back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more that stay(s)</source>
        <translation>
            <numerusform>and %n more that stays</numerusform>
            <numerusform>and %n more that stay</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::CallWords</name>
    <message numerus="yes">
        <source>%n earlier call(s) this week; nobody knew the number.</source>
        <translation>
            <numerusform>%n earlier call this week; nobody knew the number.</numerusform>
            <numerusform>%n earlier calls this week; nobody knew the number.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n contact(s) this week</source>
        <translation>
            <numerusform>%n contact this week</numerusform>
            <numerusform>%n contacts this week</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) overdue</source>
        <translation>
            <numerusform>%n day overdue</numerusform>
            <numerusform>%n days overdue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::ChannelFilter</name>
    <message numerus="yes">
        <source>%1, %n event(s)</source>
        <translation>
            <numerusform>%1, %n event</numerusform>
            <numerusform>%1, %n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::DiagnosticsPage</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) slower</source>
        <translation>
            <numerusform>%n time slower</numerusform>
            <numerusform>%n times slower</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::DuplicateModel</name>
    <message numerus="yes">
        <source>%1, %n customer(s), score %2</source>
        <translation>
            <numerusform>%1, %n customer, score %2</numerusform>
            <numerusform>%1, %n customers, score %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::DuplicatesPage</name>
    <message numerus="yes">
        <source>%n customer(s)</source>
        <translation>
            <numerusform>%n customer</numerusform>
            <numerusform>%n customers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s) exported.</source>
        <translation>
            <numerusform>%n cluster exported.</numerusform>
            <numerusform>%n clusters exported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 records move to %2; %3 open tasks are carried over; %n customer(s) become linked.</source>
        <translation>
            <numerusform>Records that move to %2: %1; open tasks carried over: %3; %n customer becomes linked.</numerusform>
            <numerusform>Records that move to %2: %1; open tasks carried over: %3; %n customers become linked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::EventWords</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n event(s)</source>
        <translation>
            <numerusform>%1, %n event</numerusform>
            <numerusform>%1, %n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::HistoryView</name>
    <message numerus="yes">
        <source>One act of %n changes; undo takes back all of it.</source>
        <translation>
            <numerusform>One act of %n change; undo takes back all of it.</numerusform>
            <numerusform>One act of %n changes; undo takes back all of it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::HistoryWords</name>
    <message numerus="yes">
        <source>%n new record(s) will be withdrawn</source>
        <translation>
            <numerusform>%n new record will be withdrawn</numerusform>
            <numerusform>%n new records will be withdrawn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) will go back</source>
        <translation>
            <numerusform>%n value will go back</numerusform>
            <numerusform>%n values will go back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n withdrawn record(s) will come back</source>
        <translation>
            <numerusform>%n withdrawn record will come back</numerusform>
            <numerusform>%n withdrawn records will come back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n will be kept, because somebody changed it since</source>
        <translation>
            <numerusform>%n will be kept, because somebody changed it since</numerusform>
            <numerusform>%n will be kept, because somebody changed them since</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::ImportPage</name>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n column</numerusform>
            <numerusform>%n columns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::LeasePage</name>
    <message numerus="yes">
        <source>Nothing is lost: %n change(s) wait here and are sent first.</source>
        <translation>
            <numerusform>Nothing is lost: %n change waits here and is sent first.</numerusform>
            <numerusform>Nothing is lost: %n changes wait here and are sent first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::MissedPage</name>
    <message numerus="yes">
        <source>%n new. C calls back, Enter opens who it was.</source>
        <translation>
            <numerusform>%n new. C calls back, Enter opens who it was.</numerusform>
            <numerusform>%n new. C calls back, Enter opens who it was.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n customer(s) have this number</source>
        <translation>
            <numerusform>%n customer has this number</numerusform>
            <numerusform>%n customers have this number</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::OfficeNotice</name>
    <message numerus="yes">
        <source>%n change(s) of yours and of somebody else meet in the same field. Both are kept.</source>
        <translation>
            <numerusform>%n change of yours and of somebody else meet in the same field. Both are kept.</numerusform>
            <numerusform>%n changes of yours and of somebody else meet in the same field. Both are kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::OwedList</name>
    <message numerus="yes">
        <source>in %n workday(s)</source>
        <translation>
            <numerusform>in %n workday</numerusform>
            <numerusform>in %n workdays</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::TelephoneTestPage</name>
    <message numerus="yes">
        <source>%n step(s) fail.</source>
        <translation>
            <numerusform>%n step fails.</numerusform>
            <numerusform>%n steps fail.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::TimelineView</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) printed.</source>
        <translation>
            <numerusform>%n page printed.</numerusform>
            <numerusform>%n pages printed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A PDF of %n page(s) is written.</source>
        <translation>
            <numerusform>A PDF of %n page is written.</numerusform>
            <numerusform>A PDF of %n pages is written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::TrayIcon</name>
    <message numerus="yes">
        <source>%n call(s) came unseen</source>
        <translation>
            <numerusform>%n call came unseen</numerusform>
            <numerusform>%n calls came unseen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::sync::ConflictPage</name>
    <message numerus="yes">
        <source>%n to choose</source>
        <translation>
            <numerusform>%n to choose</numerusform>
            <numerusform>%n to choose</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) changed by two people at once. Both values are kept until you choose.</source>
        <translation>
            <numerusform>%n record changed by two people at once. Both values are kept until you choose.</numerusform>
            <numerusform>%n records changed by two people at once. Both values are kept until you choose.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still to choose: B before, M mine, T the server&apos;s, E another value.</source>
        <translation>
            <numerusform>%n still to choose: B before, M mine, T the server&apos;s, E another value.</numerusform>
            <numerusform>%n still to choose: B before, M mine, T the server&apos;s, E another value.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::sync::RecordNotice</name>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n conflict</numerusform>
            <numerusform>%n conflicts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::sync::SyncWords</name>
    <message numerus="yes">
        <source>%n file(s) wait to be sent.</source>
        <translation>
            <numerusform>%n file waits to be sent.</numerusform>
            <numerusform>%n files wait to be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are larger than the server takes; they stay on this computer.</source>
        <translation>
            <numerusform>%n file is larger than the server takes; it stays on this computer.</numerusform>
            <numerusform>%n files are larger than the server takes; they stay on this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n conflict</numerusform>
            <numerusform>%n conflicts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) the server did not accept; their text is kept.</source>
        <translation>
            <numerusform>%n change the server did not accept; its text is kept.</numerusform>
            <numerusform>%n changes the server did not accept; their text is kept.</numerusform>
        </translation>
    </message>
</context>
</TS>
