<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>console::BalancesText</name>
    <message numerus="yes">
        <source>%Ln account(s)</source>
        <translation>
            <numerusform>%Ln account</numerusform>
            <numerusform>%Ln accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with a low balance</source>
        <translation>
            <numerusform>%Ln with a low balance</numerusform>
            <numerusform>%Ln with a low balance</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>console::DeliveryModel</name>
    <message numerus="yes">
        <source>%n subscriber(s)</source>
        <translation>
            <numerusform>%n subscriber</numerusform>
            <numerusform>%n subscribers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>console::FilterBar</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>console::HubStatusBar</name>
    <message numerus="yes">
        <source>Alerts that nobody has seen: %n (F7)</source>
        <translation>
            <numerusform>Alerts that nobody has seen: %n (F7)</numerusform>
            <numerusform>Alerts that nobody has seen: %n (F7)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>console::ListExport</name>
    <message numerus="yes">
        <source>%Ln row(s) will be written, as filtered and ordered here.</source>
        <translation>
            <numerusform>%Ln row will be written, as filtered and ordered here.</numerusform>
            <numerusform>%Ln rows will be written, as filtered and ordered here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) exported</source>
        <translation>
            <numerusform>%Ln row exported</numerusform>
            <numerusform>%Ln rows exported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) left the list meanwhile</source>
        <translation>
            <numerusform>%Ln row left the list meanwhile</numerusform>
            <numerusform>%Ln rows left the list meanwhile</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>console::LivePill</name>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln new</numerusform>
            <numerusform>%Ln new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>console::QrDetailPanel</name>
    <message numerus="yes">
        <source>%Ln payment(s) so far</source>
        <translation>
            <numerusform>%Ln payment so far</numerusform>
            <numerusform>%Ln payments so far</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>console::QrTotalsText</name>
    <message numerus="yes">
        <source>%Ln paid</source>
        <translation>
            <numerusform>%Ln paid</numerusform>
            <numerusform>%Ln paid</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pending</source>
        <translation>
            <numerusform>%Ln pending</numerusform>
            <numerusform>%Ln pending</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln expired</source>
        <translation>
            <numerusform>%Ln expired</numerusform>
            <numerusform>%Ln expired</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to be looked at</source>
        <translation>
            <numerusform>%Ln to be looked at</numerusform>
            <numerusform>%Ln to be looked at</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>console::WindowActions</name>
    <message numerus="yes">
        <source>Lock after %n minute(s)</source>
        <translation>
            <numerusform>Lock after %n minute</numerusform>
            <numerusform>Lock after %n minutes</numerusform>
        </translation>
    </message>
</context>
</TS>
