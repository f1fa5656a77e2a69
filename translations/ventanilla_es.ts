<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_EC" sourcelanguage="en">
<context>
    <name>app</name>
    <message>
        <source>run the hub without a window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>start with sample accounts and simulated clients, in profile lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>print the bank&apos;s messages of a broker (MQTT_BROKER_HOST, …_PORT)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open the window on a hub elsewhere, such as http://127.0.0.1:8000</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where the hub keeps its data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read NAME=value lines as if they were in the environment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>language of the window and of messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what to log, such as ventanilla.gateway=true</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>show this text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>show the version</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>console::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets</source>
        <translation>CSV, para hojas de cálculo</translation>
    </message>
    <message>
        <source>JSON, for programs</source>
        <translation>JSON, para programas</translation>
    </message>
    <message>
        <source>Semicolon ;</source>
        <translation>Punto y coma ;</translation>
    </message>
    <message>
        <source>Comma ,</source>
        <translation>Coma ,</translation>
    </message>
    <message>
        <source>Comma 1,50</source>
        <translation>Coma 1,50</translation>
    </message>
    <message>
        <source>Point 1.50</source>
        <translation>Punto 1.50</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Formato</translation>
    </message>
    <message>
        <source>&amp;Between columns</source>
        <translation>&amp;Entre columnas</translation>
    </message>
    <message>
        <source>&amp;Decimals</source>
        <translation>&amp;Decimales</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Elegir archivo…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>console::Exporter</name>
    <message>
        <source>Currency</source>
        <translation>Moneda</translation>
    </message>
</context>
<context>
    <name>console::FilterBar</name>
    <message>
        <source>Filter (Ctrl+F)</source>
        <translation>Filtrar (Ctrl+F)</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtro</translation>
    </message>
    <message>
        <source>Rows shown</source>
        <translation>Filas visibles</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>Filtro: %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln fila</numerusform>
            <numerusform>%Ln filas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>console::ListExport</name>
    <message numerus="yes">
        <source>%Ln row(s) will be written, as filtered and ordered here.</source>
        <translation>
            <numerusform>Se escribirá %Ln fila, con el filtro y el orden de esta lista.</numerusform>
            <numerusform>Se escribirán %Ln filas, con el filtro y el orden de esta lista.</numerusform>
        </translation>
    </message>
    <message>
        <source>Older rows that have not been read are not among them.</source>
        <translation>Las filas anteriores que no se han leído no van incluidas.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>No se pudo escribir el archivo: %1</translation>
    </message>
    <message>
        <source>The export failed: %1</source>
        <translation>La exportación falló: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) exported</source>
        <translation>
            <numerusform>%Ln fila exportada</numerusform>
            <numerusform>%Ln filas exportadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) left the list meanwhile</source>
        <translation>
            <numerusform>%Ln fila salió de la lista mientras tanto</numerusform>
            <numerusform>%Ln filas salieron de la lista mientras tanto</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>console::ListPage</name>
    <message>
        <source>Choose columns</source>
        <translation>Elegir columnas</translation>
    </message>
    <message>
        <source>Export what is shown (Ctrl+E)</source>
        <translation>Exportar lo que se ve (Ctrl+E)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>Copiar fila</translation>
    </message>
    <message>
        <source>Copy cell</source>
        <translation>Copiar celda</translation>
    </message>
    <message>
        <source>Paused: %1 waiting. Go on (F9)</source>
        <translation>En pausa: %1 esperan. Continuar (F9)</translation>
    </message>
    <message>
        <source>Pause the list (F9)</source>
        <translation>Pausar la lista (F9)</translation>
    </message>
    <message>
        <source>No row with this filter</source>
        <translation>Ninguna fila con este filtro</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Limpiar</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>Nothing could be read yet</source>
        <translation>Aún no se pudo leer nada</translation>
    </message>
    <message>
        <source>Reading older rows…</source>
        <translation>Leyendo filas anteriores…</translation>
    </message>
    <message>
        <source>The newest %1 rows are kept here; older ones stay in the ledger.</source>
        <translation>Aquí están las %1 filas más recientes; las anteriores siguen en el libro.</translation>
    </message>
    <message>
        <source>Older rows have not been read and may match too.</source>
        <translation>Hay filas anteriores sin leer que también podrían coincidir.</translation>
    </message>
    <message>
        <source>Read older rows</source>
        <translation>Leer filas anteriores</translation>
    </message>
</context>
<context>
    <name>console::ListView</name>
    <message>
        <source>Reset columns</source>
        <translation>Restablecer columnas</translation>
    </message>
</context>
<context>
    <name>console::LivePill</name>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln nueva</numerusform>
            <numerusform>%Ln nuevas</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to live: show them and follow what arrives</source>
        <translation>Volver a lo vivo: mostrarlas y seguir lo que llega</translation>
    </message>
</context>
<context>
    <name>console::NoticeStrip</name>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>%1 Since %2.</source>
        <translation>%1 Desde %2.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>What you see is %1 old.</source>
        <translation>Lo que ve tiene %1 de antigüedad.</translation>
    </message>
</context>
</TS>
