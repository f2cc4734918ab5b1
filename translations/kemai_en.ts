<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
            <numerusform>%1 records move to %2; %3 open tasks are carried over; %n customer becomes linked.</numerusform>
            <numerusform>%1 records move to %2; %3 open tasks are carried over; %n customers become linked.</numerusform>
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
</TS>
