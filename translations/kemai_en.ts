<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
</TS>
