<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_EC" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Ventanilla</source>
        <translation>Acerca de Ventanilla</translation>
    </message>
    <message>
        <source>A branch in one program: MQTT broker, HTTP gateway, a ledger that always adds up, and this window.</source>
        <translation>Una sucursal en un solo programa: broker MQTT, puerta HTTP, un libro mayor que siempre cuadra y esta ventana.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>Software libre bajo la Licencia Pública General de GNU, versión 3 o posterior. Se ofrece sin garantía alguna.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
</context>
<context>
    <name>ChangePasswordDialog</name>
    <message>
        <source>Change password</source>
        <translation>Cambiar contraseña</translation>
    </message>
    <message>
        <source>Choose a new password</source>
        <translation>Elija una contraseña nueva</translation>
    </message>
    <message>
        <source>C&amp;urrent password</source>
        <translation>Contraseña act&amp;ual</translation>
    </message>
    <message>
        <source>&amp;New password</source>
        <translation>Contraseña &amp;nueva</translation>
    </message>
    <message>
        <source>New password &amp;again</source>
        <translation>&amp;Repita la contraseña nueva</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>CheckMark</name>
    <message>
        <source>Paid</source>
        <translation>Pagado</translation>
    </message>
</context>
<context>
    <name>CustomerWindow</name>
    <message>
        <source>Welcome</source>
        <translation>Bienvenido</translation>
    </message>
    <message>
        <source>Here you will see the QR code to pay with.</source>
        <translation>Aquí verá el código QR para pagar.</translation>
    </message>
    <message>
        <source>QR code to pay with</source>
        <translation>Código QR para pagar</translation>
    </message>
    <message>
        <source>You choose the amount</source>
        <translation>Usted elige el monto</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>A pagar</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>Para: %1</translation>
    </message>
    <message>
        <source>⚠ Expires in %1</source>
        <translation>⚠ Vence en %1</translation>
    </message>
    <message>
        <source>Good for %1</source>
        <translation>Vigente por %1</translation>
    </message>
    <message>
        <source>Payment received. Thank you!</source>
        <translation>Pago recibido. ¡Gracias!</translation>
    </message>
    <message>
        <source>This QR code has expired. Please do not pay it.</source>
        <translation>Este código QR venció. Por favor, no lo pague.</translation>
    </message>
    <message>
        <source>This QR code was cancelled. Please do not pay it.</source>
        <translation>Este código QR fue cancelado. Por favor, no lo pague.</translation>
    </message>
    <message>
        <source>Please ask at the window about this payment.</source>
        <translation>Consulte este pago en la ventanilla, por favor.</translation>
    </message>
    <message>
        <source>One moment, please.</source>
        <translation>Un momento, por favor.</translation>
    </message>
</context>
<context>
    <name>EntryStrip</name>
    <message>
        <source>Cé&amp;dula</source>
        <translation>Cé&amp;dula</translation>
    </message>
    <message>
        <source>&amp;Type</source>
        <translation>&amp;Tipo</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>&amp;Monto</translation>
    </message>
    <message>
        <source>C&amp;oncept</source>
        <translation>C&amp;oncepto</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>Depósito</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>Retiro</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmar</translation>
    </message>
</context>
<context>
    <name>FirstPasswordDialog</name>
    <message>
        <source>Welcome to Ventanilla</source>
        <translation>Bienvenido a Ventanilla</translation>
    </message>
    <message>
        <source>Your branch is ready</source>
        <translation>Su sucursal está lista</translation>
    </message>
    <message>
        <source>This is the first start, so an administrator was created with a one-time password. It is shown only now; you will choose your own right after signing in.</source>
        <translation>Este es el primer inicio: se creó un administrador con una contraseña de un solo uso. Se muestra solo ahora; al entrar elegirá la suya.</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Usuario</translation>
    </message>
    <message>
        <source>One-time &amp;password</source>
        <translation>&amp;Contraseña de un solo uso</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>C&amp;opiar</translation>
    </message>
    <message>
        <source>Continue to sign in</source>
        <translation>Continuar al ingreso</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>This window is locked. The hub goes on working.</source>
        <translation>Esta ventana está bloqueada. El hub sigue trabajando.</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Contraseña</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>Sign in as someone else</source>
        <translation>Entrar con otro usuario</translation>
    </message>
</context>
<context>
    <name>LoginDialog</name>
    <message>
        <source>Sign in to Ventanilla</source>
        <translation>Entrar en Ventanilla</translation>
    </message>
    <message>
        <source>Till, balances and messages of your branch, in one window.</source>
        <translation>Caja, saldos y mensajes de su sucursal, en una sola ventana.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Usuario</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Contraseña</translation>
    </message>
</context>
<context>
    <name>QrFormPanel</name>
    <message>
        <source>A&amp;ccount (cédula)</source>
        <translation>&amp;Cuenta (cédula)</translation>
    </message>
    <message>
        <source>A&amp;mount</source>
        <translation>&amp;Monto</translation>
    </message>
    <message>
        <source>C&amp;urrency</source>
        <translation>Mo&amp;neda</translation>
    </message>
    <message>
        <source>&amp;Open amount: the payer chooses</source>
        <translation>Monto &amp;abierto: elige quien paga</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Descripción</translation>
    </message>
    <message>
        <source>E&amp;xpires</source>
        <translation>&amp;Vence</translation>
    </message>
    <message>
        <source>Single u&amp;se: good for one payment</source>
        <translation>Un solo u&amp;so: vale para un pago</translation>
    </message>
</context>
<context>
    <name>app</name>
    <message>
        <source>run the hub without a window</source>
        <translation>ejecuta el hub sin ventana</translation>
    </message>
    <message>
        <source>start with sample accounts and simulated clients, in profile lab</source>
        <translation>empieza con cuentas de muestra y clientes simulados, en el perfil lab</translation>
    </message>
    <message>
        <source>print the bank&apos;s messages of a broker (MQTT_BROKER_HOST, …_PORT)</source>
        <translation>imprime los mensajes del banco de un broker (MQTT_BROKER_HOST, …_PORT)</translation>
    </message>
    <message>
        <source>open the window on a hub elsewhere, such as http://127.0.0.1:8000</source>
        <translation>abre la ventana sobre un hub en otro lugar, como http://127.0.0.1:8000</translation>
    </message>
    <message>
        <source>where the hub keeps its data</source>
        <translation>dónde guarda el hub sus datos</translation>
    </message>
    <message>
        <source>read NAME=value lines as if they were in the environment</source>
        <translation>lee líneas NOMBRE=valor como si estuvieran en el entorno</translation>
    </message>
    <message>
        <source>language of the window and of messages</source>
        <translation>idioma de la ventana y de los mensajes</translation>
    </message>
    <message>
        <source>show this text</source>
        <translation>muestra este texto</translation>
    </message>
    <message>
        <source>show the version</source>
        <translation>muestra la versión</translation>
    </message>
    <message>
        <source>Demonstration with sample data: you are “%1”, password %2</source>
        <translation>Demostración con datos de muestra: usted es «%1», contraseña %2</translation>
    </message>
    <message>
        <source>Usage: ventanilla [options] [command]</source>
        <translation>Uso: ventanilla [opciones] [orden]</translation>
    </message>
    <message>
        <source>The messaging hub of a bank branch or a workshop, and its console.</source>
        <translation>El centro de mensajería de una sucursal o un taller, y su consola.</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Órdenes:</translation>
    </message>
    <message>
        <source>prove the ledger: balances, entries, hash chain</source>
        <translation>comprueba el libro mayor: saldos, asientos, cadena de hashes</translation>
    </message>
    <message>
        <source>show every stored setting</source>
        <translation>muestra todos los ajustes guardados</translation>
    </message>
    <message>
        <source>show one stored setting</source>
        <translation>muestra un ajuste guardado</translation>
    </message>
    <message>
        <source>store a setting for the next start; a secret&apos;s value is asked for</source>
        <translation>guarda un ajuste para el próximo inicio; el valor de un secreto se pide aparte</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Opciones:</translation>
    </message>
    <message>
        <source>Settings (option, then environment, then --env-file, then stored):</source>
        <translation>Ajustes (primero la opción, luego el entorno, --env-file y lo guardado):</translation>
    </message>
    <message>
        <source>off</source>
        <translation>apagado</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Perfil</translation>
    </message>
    <message>
        <source>lab: MQTT clients need no credentials, on this machine only</source>
        <translation>lab: los clientes MQTT entran sin credenciales, solo en este equipo</translation>
    </message>
    <message>
        <source>branch: credentials everywhere</source>
        <translation>branch: credenciales en todas partes</translation>
    </message>
    <message>
        <source>Note: </source>
        <translation>Nota: </translation>
    </message>
    <message>
        <source>First start: log in as &quot;%1&quot; with the one-time password  %2
             (shown only now; choose your own after the first login)
</source>
        <translation>Primer inicio: entre como &quot;%1&quot; con la contraseña de un solo uso  %2
             (se muestra solo ahora; elija la suya al entrar)
</translation>
    </message>
    <message>
        <source>Attach a window: ventanilla --attach %1
</source>
        <translation>Conectar una ventana: ventanilla --attach %1
</translation>
    </message>
    <message>
        <source>Ready. Ctrl+C ends it.
</source>
        <translation>Listo. Ctrl+C lo termina.
</translation>
    </message>
    <message>
        <source>Stopping…
</source>
        <translation>Terminando…
</translation>
    </message>
    <message>
        <source>The hub could not start.</source>
        <translation>El hub no pudo iniciar.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Use free ports this time</source>
        <translation>Usar puertos libres esta vez</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Password of %1: </source>
        <translation>Contraseña de %1: </translation>
    </message>
    <message>
        <source>every topic</source>
        <translation>todos los temas</translation>
    </message>
    <message>
        <source>There are no rules.</source>
        <translation>No hay reglas.</translation>
    </message>
    <message>
        <source>There are no device credentials.</source>
        <translation>No hay credenciales de dispositivos.</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NOMBRE</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>TIPO</translation>
    </message>
    <message>
        <source>SECRET OF</source>
        <translation>SECRETO DEL</translation>
    </message>
    <message>
        <source>LAST USED</source>
        <translation>ÚLTIMO USO</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>tomada</translation>
    </message>
    <message>
        <source>taken, with a difference</source>
        <translation>tomada, con una diferencia</translation>
    </message>
    <message>
        <source>NOT TAKEN</source>
        <translation>NO TOMADA</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>línea %1: %2</translation>
    </message>
    <message>
        <source>Imported.</source>
        <translation>Importado.</translation>
    </message>
    <message>
        <source>Nothing was changed: --apply imports it.</source>
        <translation>No se cambió nada: --apply lo importa.</translation>
    </message>
    <message>
        <source>Nothing was changed: --apply --partial imports what was understood, if you are sure.</source>
        <translation>No se cambió nada: --apply --partial importa lo que se entendió, si está seguro.</translation>
    </message>
    <message>
        <source>rule %1: %2</source>
        <translation>regla %1: %2</translation>
    </message>
    <message>
        <source>%1 cannot be exported: its secret is kept as argon2id; &quot;device add --mosquitto&quot; keeps a hash for mosquitto too</source>
        <translation>%1 no se puede exportar: su secreto se guarda como argon2id; «device add --mosquitto» guarda además un hash para mosquitto</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>permitido</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>denegado</translation>
    </message>
    <message>
        <source>Removed.</source>
        <translation>Eliminado.</translation>
    </message>
    <message>
        <source>Secret (shown only now): %1</source>
        <translation>Secreto (se muestra solo ahora): %1</translation>
    </message>
    <message>
        <source>mosquitto, emqx or json; import finds it out by itself</source>
        <translation>mosquitto, emqx o json; import lo averigua por sí mismo</translation>
    </message>
    <message>
        <source>import for good; without it the report is all that happens</source>
        <translation>importa de verdad; sin ella solo se muestra el informe</translation>
    </message>
    <message>
        <source>imported rules take the place of those that are there</source>
        <translation>las reglas importadas sustituyen a las que hay</translation>
    </message>
    <message>
        <source>import what was understood, though not all was</source>
        <translation>importa lo que se entendió, aunque no fuera todo</translation>
    </message>
    <message>
        <source>client identifiers that the device may connect as; none: any</source>
        <translation>identificadores de cliente con los que el dispositivo puede conectarse; ninguno: cualquiera</translation>
    </message>
    <message>
        <source>gives the device its own topics under iot/</source>
        <translation>da al dispositivo sus propios temas bajo iot/</translation>
    </message>
    <message>
        <source>of the bank&apos;s topics it reads those of this customer alone</source>
        <translation>de los temas del banco lee solo los de este cliente</translation>
    </message>
    <message>
        <source>what the credential is for</source>
        <translation>para qué sirve la credencial</translation>
    </message>
    <message>
        <source>keep a hash that a mosquitto password_file can hold</source>
        <translation>guarda un hash apto para un password_file de mosquitto</translation>
    </message>
    <message>
        <source>no secret: the device shows a certificate of this name</source>
        <translation>sin secreto: el dispositivo muestra un certificado con este nombre</translation>
    </message>
    <message>
        <source>how long the old secret stays good: 15m, 24h, 7d; not at all [0]</source>
        <translation>cuánto tiempo sigue valiendo el secreto anterior: 15m, 24h, 7d; nada [0]</translation>
    </message>
    <message>
        <source>administrator to log in as at a running hub [admin]</source>
        <translation>administrador con el que entrar en un centro en marcha [admin]</translation>
    </message>
    <message>
        <source>show who may publish and subscribe what</source>
        <translation>muestra quién puede publicar y suscribirse a qué</translation>
    </message>
    <message>
        <source>tell what would be decided, and why; - for none</source>
        <translation>dice qué se decidiría y por qué; - para ninguno</translation>
    </message>
    <message>
        <source>read mosquitto&apos;s acl_file, EMQX&apos;s acl.conf or our own form</source>
        <translation>lee el acl_file de mosquitto, el acl.conf de EMQX o nuestra propia forma</translation>
    </message>
    <message>
        <source>write the rules, see --format</source>
        <translation>escribe las reglas, véase --format</translation>
    </message>
    <message>
        <source>show what devices connect with</source>
        <translation>muestra con qué se conectan los dispositivos</translation>
    </message>
    <message>
        <source>make a credential and show its secret once</source>
        <translation>crea una credencial y muestra su secreto una vez</translation>
    </message>
    <message>
        <source>change what the options name</source>
        <translation>cambia lo que nombran las opciones</translation>
    </message>
    <message>
        <source>give it a new secret, see --grace</source>
        <translation>le da un secreto nuevo, véase --grace</translation>
    </message>
    <message>
        <source>let it in, keep it out, forget it</source>
        <translation>lo deja entrar, no lo deja, lo olvida</translation>
    </message>
    <message>
        <source>read mosquitto&apos;s password_file</source>
        <translation>lee el password_file de mosquitto</translation>
    </message>
    <message>
        <source>write a password_file</source>
        <translation>escribe un password_file</translation>
    </message>
    <message>
        <source>  acl and device ask the hub that runs on the data folder (or --attach) as an
  administrator, with the password of VENTANILLA_PASSWORD or the terminal; when no hub
  runs they change the folder itself. VENTANILLA_SECRET sets a device&apos;s own secret.
</source>
        <translation>  acl y device preguntan al centro que funciona sobre la carpeta de datos (o a --attach) como
  administrador, con la contraseña de VENTANILLA_PASSWORD o de la terminal; si no funciona
  ninguno, cambian la carpeta misma. VENTANILLA_SECRET fija el secreto propio de un dispositivo.
</translation>
    </message>
    <message>
        <source>Options of acl and device:</source>
        <translation>Opciones de acl y device:</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Firmado por</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Equipos</translation>
    </message>
    <message>
        <source>Good until</source>
        <translation>Válido hasta</translation>
    </message>
    <message>
        <source>Made a certificate for the listeners:
</source>
        <translation>Se creó un certificado para los puertos de escucha:
</translation>
    </message>
    <message>
        <source>Give clients this file, which is no secret: %1
</source>
        <translation>Entregue a los clientes este archivo, que no es secreto: %1
</translation>
    </message>
    <message>
        <source>MQTT over TLS is on from the next start (ports 8883 and 8084). A running hub takes a renewed certificate within a minute.
</source>
        <translation>MQTT sobre TLS queda activo desde el próximo inicio (puertos 8883 y 8084). Un hub en marcha toma un certificado renovado en menos de un minuto.
</translation>
    </message>
    <message>
        <source>Made a certificate for %1:
</source>
        <translation>Se creó un certificado para %1:
</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificado</translation>
    </message>
    <message>
        <source>Key (secret)</source>
        <translation>Clave (secreta)</translation>
    </message>
    <message>
        <source>It is asked for when mqtt.tls.client_certificates is optional or required.
</source>
        <translation>Se pide cuando mqtt.tls.client_certificates es optional o required.
</translation>
    </message>
    <message>
        <source>Revoked the certificate of %1. A running hub that uses the list refuses it within a minute; a connection that is open goes on.
</source>
        <translation>Se revocó el certificado de %1. Un hub en marcha que usa la lista lo rechaza en menos de un minuto; una conexión ya abierta continúa.
</translation>
    </message>
    <message>
        <source>No listener has a certificate. To make one: ventanilla certificate create
</source>
        <translation>Ningún puerto de escucha tiene certificado. Para crear uno: ventanilla certificate create
</translation>
    </message>
    <message>
        <source>certificate create: a name or address that clients use; may be repeated</source>
        <translation>certificate create: un nombre o una dirección que usan los clientes; puede repetirse</translation>
    </message>
    <message>
        <source>make a CA and a certificate for MQTT over TLS, and use them</source>
        <translation>crear una CA y un certificado para MQTT sobre TLS, y usarlos</translation>
    </message>
    <message>
        <source>make a certificate for a device of that name</source>
        <translation>crear un certificado para un dispositivo de ese nombre</translation>
    </message>
    <message>
        <source>revoke a device&apos;s certificate</source>
        <translation>revocar el certificado de un dispositivo</translation>
    </message>
    <message>
        <source>show the listeners&apos; certificate</source>
        <translation>mostrar el certificado de los puertos de escucha</translation>
    </message>
    <message>
        <source>there are more: ventanilla config list</source>
        <translation>hay más: ventanilla config list</translation>
    </message>
    <message>
        <source>%1 (days left: %2)</source>
        <translation>%1 (días restantes: %2)</translation>
    </message>
    <message>
        <source>where the channels are [ws://localhost:8000/api/v1/ws]</source>
        <translation>dónde están los canales [ws://localhost:8000/api/v1/ws]</translation>
    </message>
    <message>
        <source>the channel to test [general]</source>
        <translation>el canal que se prueba [general]</translation>
    </message>
    <message>
        <source>access token or API key; better in VENTANILLA_TOKEN</source>
        <translation>token de acceso o clave de API; mejor en VENTANILLA_TOKEN</translation>
    </message>
    <message>
        <source>one choice of the menu, without the menu</source>
        <translation>una opción del menú, sin el menú</translation>
    </message>
    <message>
        <source>choice 3: how long [60]</source>
        <translation>opción 3: durante cuánto tiempo [60]</translation>
    </message>
    <message>
        <source>choice 3: seconds between two test events [5]</source>
        <translation>opción 3: segundos entre dos eventos de prueba [5]</translation>
    </message>
    <message>
        <source>choice 4: what the test event says [Prueba]</source>
        <translation>opción 4: qué dice el evento de prueba [Prueba]</translation>
    </message>
    <message>
        <source>try a hub&apos;s WebSocket channels, by a menu</source>
        <translation>prueba los canales WebSocket de un hub, con un menú</translation>
    </message>
    <message>
        <source>Options of ws-test:</source>
        <translation>Opciones de ws-test:</translation>
    </message>
    <message>
        <source>Connected to %1 after %2 ms.
</source>
        <translation>Conectado a %1 tras %2 ms.
</translation>
    </message>
    <message>
        <source>The test event came after %1 ms. The test has passed.
</source>
        <translation>El evento de prueba llegó tras %1 ms. La prueba es correcta.
</translation>
    </message>
    <message>
        <source>%1 test events came, %2 did not.
</source>
        <translation>Llegaron %1 eventos de prueba; %2 no llegaron.
</translation>
    </message>
    <message>
        <source>Half of them within %1 ms, the slowest after %2 ms.
</source>
        <translation>La mitad en %1 ms o menos, el más lento tras %2 ms.
</translation>
    </message>
    <message>
        <source>A test event every %1 s for %2 s; Ctrl+C ends it.
</source>
        <translation>Un evento de prueba cada %1 s durante %2 s; Ctrl+C lo termina.
</translation>
    </message>
    <message>
        <source>For how many seconds</source>
        <translation>Durante cuántos segundos</translation>
    </message>
    <message>
        <source>Seconds between two test events</source>
        <translation>Segundos entre dos eventos de prueba</translation>
    </message>
    <message>
        <source>whole numbers of seconds are expected</source>
        <translation>se esperan números enteros de segundos</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Sent to %1; clients that got it: %2.
</source>
        <translation>Enviado a %1; clientes que lo recibieron: %2.
</translation>
    </message>
    <message>
        <source>a choice from 1 to 5 is expected</source>
        <translation>se espera una opción de 1 a 5</translation>
    </message>
    <message>
        <source>1. Single test
2. Continuous tests (5 minutes)
3. Continuous tests of your own
4. Send a test event
5. Show statistics
0. End
</source>
        <translation>1. Prueba única
2. Pruebas continuas (5 minutos)
3. Pruebas continuas personalizadas
4. Enviar evento de prueba
5. Ver estadísticas
0. Terminar
</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Opción</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>what to log, such as gateway=info,websocket=debug</source>
        <translation>qué registrar, como gateway=info,websocket=debug</translation>
    </message>
    <message>
        <source>Bank socket</source>
        <translation>Socket del banco</translation>
    </message>
    <message>
        <source>Bank socket TLS</source>
        <translation>Socket del banco TLS</translation>
    </message>
    <message>
        <source>tell what a QR says, out of a picture or as text, tag by tag</source>
        <translation>dice qué contiene un QR, de una imagen o como texto, campo por campo</translation>
    </message>
    <message>
        <source>paint a text as a QR, as PNG or SVG</source>
        <translation>dibuja un texto como QR, en PNG o SVG</translation>
    </message>
    <message>
        <source>(set, shown to nobody)</source>
        <translation>(definido, no se muestra a nadie)</translation>
    </message>
    <message>
        <source>Value of %1 (not shown): </source>
        <translation>Valor de %1 (no se muestra): </translation>
    </message>
    <message>
        <source>not an EMVCo code: %1</source>
        <translation>no es un código EMVCo: %1</translation>
    </message>
    <message>
        <source>Text: %1</source>
        <translation>Texto: %1</translation>
    </message>
    <message>
        <source>Amount: %1 %2</source>
        <translation>Importe: %1 %2</translation>
    </message>
    <message>
        <source>QR of this house: %1</source>
        <translation>QR de esta casa: %1</translation>
    </message>
    <message>
        <source>qr wants: decode FILE|TEXT, or make TEXT FILE [SIDE]</source>
        <translation>qr espera: decode ARCHIVO|TEXTO, o make TEXTO ARCHIVO [LADO]</translation>
    </message>
    <message>
        <source>open the window on a throw-away copy of the data, to practise</source>
        <translation>abrir la ventana sobre una copia desechable de los datos, para practicar</translation>
    </message>
    <message>
        <source>There is no practising now: %1</source>
        <translation>Ahora no se puede practicar: %1</translation>
    </message>
    <message>
        <source>score-anomalies: this threshold instead of the best one</source>
        <translation>score-anomalies: este umbral en lugar del mejor</translation>
    </message>
    <message>
        <source>score the anomaly detector on labelled data (NAB)</source>
        <translation>puntuar el detector de anomalías con datos etiquetados (NAB)</translation>
    </message>
    <message>
        <source>group</source>
        <translation>grupo</translation>
    </message>
    <message>
        <source>files</source>
        <translation>series</translation>
    </message>
    <message>
        <source>windows</source>
        <translation>ventanas</translation>
    </message>
    <message>
        <source>standard</source>
        <translation>estándar</translation>
    </message>
    <message>
        <source>low FP</source>
        <translation>pocos FP</translation>
    </message>
    <message>
        <source>low FN</source>
        <translation>pocos FN</translation>
    </message>
    <message>
        <source>half %1, its own best</source>
        <translation>mitad %1, su mejor</translation>
    </message>
    <message>
        <source>half %1, the other&apos;s</source>
        <translation>mitad %1, el de la otra</translation>
    </message>
    <message>
        <source>all</source>
        <translation>todo</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>umbral</translation>
    </message>
    <message>
        <source>%1 µs a reading</source>
        <translation>%1 µs por lectura</translation>
    </message>
    <message>
        <source>score-anomalies wants: FOLDER [--threshold NUMBER]</source>
        <translation>score-anomalies pide: CARPETA [--threshold NÚMERO]</translation>
    </message>
</context>
<context>
    <name>app::PracticeWindow</name>
    <message>
        <source>You practise as “%1”, password %2</source>
        <translation>Usted practica como «%1», contraseña %2</translation>
    </message>
</context>
<context>
    <name>console::AboutDialog</name>
    <message>
        <source>Version %1</source>
        <translation>Versión %1</translation>
    </message>
    <message>
        <source>Hub: %1, version %2 · Qt %3</source>
        <translation>Hub: %1, versión %2 · Qt %3</translation>
    </message>
</context>
<context>
    <name>console::AccountCard</name>
    <message>
        <source>(no name)</source>
        <translation>(sin nombre)</translation>
    </message>
    <message>
        <source>available %1</source>
        <translation>disponible %1</translation>
    </message>
    <message>
        <source>low below %1</source>
        <translation>bajo si &lt; %1</translation>
    </message>
    <message>
        <source>today %1</source>
        <translation>hoy %1</translation>
    </message>
    <message>
        <source>A movement does not continue this balance. Reload (F5) and compare with the statement.</source>
        <translation>Un movimiento no continúa este saldo. Recargue (F5) y compare con el estado de cuenta.</translation>
    </message>
    <message>
        <source>Low balance</source>
        <translation>Saldo bajo</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>Depósito</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>Retiro</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 días</translation>
    </message>
    <message>
        <source>Balance over the last 30 days</source>
        <translation>Saldo de los últimos 30 días</translation>
    </message>
</context>
<context>
    <name>console::AccountsModel</name>
    <message>
        <source>Low balance</source>
        <translation>Saldo bajo</translation>
    </message>
    <message>
        <source>Moved today</source>
        <translation>Movidas hoy</translation>
    </message>
    <message>
        <source>Cédula</source>
        <translation>Cédula</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Moneda</translation>
    </message>
    <message>
        <source>Δ today</source>
        <translation>Δ hoy</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alerta</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Mismatch</source>
        <translation>Descuadre</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Bajo</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Últ. mov.</translation>
    </message>
</context>
<context>
    <name>console::Age</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
</context>
<context>
    <name>console::AlertLog</name>
    <message>
        <source>Seen by %1</source>
        <translation>Visto por %1</translation>
    </message>
    <message>
        <source>Seen by %1: %2</source>
        <translation>Visto por %1: %2</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>Nueva: %1</translation>
    </message>
</context>
<context>
    <name>console::AlertWords</name>
    <message>
        <source>Low balance</source>
        <translation>Saldo bajo</translation>
    </message>
    <message>
        <source>Insufficient funds</source>
        <translation>Saldo insuficiente</translation>
    </message>
    <message>
        <source>Large transaction</source>
        <translation>Movimiento grande</translation>
    </message>
    <message>
        <source>Approval required</source>
        <translation>Requiere aprobación</translation>
    </message>
    <message>
        <source>Cash difference</source>
        <translation>Diferencia de caja</translation>
    </message>
    <message>
        <source>Ledger does not add up</source>
        <translation>El libro no cuadra</translation>
    </message>
    <message>
        <source>Broker&apos;s state not saved</source>
        <translation>Estado del broker sin guardar</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prueba</translation>
    </message>
</context>
<context>
    <name>console::AlertsDock</name>
    <message>
        <source>Alerts</source>
        <translation>Alertas</translation>
    </message>
    <message>
        <source>No alerts</source>
        <translation>Sin alertas</translation>
    </message>
    <message>
        <source>Alerts, the newest first</source>
        <translation>Alertas, la más reciente primero</translation>
    </message>
    <message>
        <source>&amp;Note</source>
        <translation>&amp;Nota</translation>
    </message>
    <message>
        <source>&amp;Acknowledge</source>
        <translation>&amp;Reconocer</translation>
    </message>
    <message>
        <source>Go to the account</source>
        <translation>Ir a la cuenta</translation>
    </message>
</context>
<context>
    <name>console::AmountRangePopup</name>
    <message>
        <source>Amount at least</source>
        <translation>Monto mínimo</translation>
    </message>
    <message>
        <source>Amount at most</source>
        <translation>Monto máximo</translation>
    </message>
    <message>
        <source>At &amp;least (≥)</source>
        <translation>&amp;Desde (≥)</translation>
    </message>
    <message>
        <source>At &amp;most (≤)</source>
        <translation>&amp;Hasta (≤)</translation>
    </message>
    <message>
        <source>This is not an amount.</source>
        <translation>Esto no es un monto.</translation>
    </message>
</context>
<context>
    <name>console::ApprovalInbox</name>
    <message>
        <source>Approvals</source>
        <translation>Aprobaciones</translation>
    </message>
    <message>
        <source>Nothing waits for a second person</source>
        <translation>Nada espera a una segunda persona</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Aprobar</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>The approvals could not be read.</source>
        <translation>No se pudieron leer las aprobaciones.</translation>
    </message>
    <message>
        <source>Reason, for a rejection</source>
        <translation>Motivo, si se rechaza</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>quedan %1</translation>
    </message>
    <message>
        <source>your own: another person has to approve it</source>
        <translation>es suya: debe aprobarla otra persona</translation>
    </message>
</context>
<context>
    <name>console::ApprovalWait</name>
    <message>
        <source>Approve</source>
        <translation>Aprobar</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Rechazar</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Retirar la solicitud</translation>
    </message>
    <message>
        <source>Leave it pending</source>
        <translation>Dejar pendiente</translation>
    </message>
    <message>
        <source>A second person is needed</source>
        <translation>Se necesita una segunda persona</translation>
    </message>
    <message>
        <source>&amp;Supervisor</source>
        <translation>&amp;Supervisor</translation>
    </message>
    <message>
        <source>&amp;PIN</source>
        <translation>&amp;PIN</translation>
    </message>
    <message>
        <source>Sign here with user and PIN, or approve it in another window.</source>
        <translation>Firme aquí con usuario y PIN, o apruebe desde otra ventana.</translation>
    </message>
    <message>
        <source>✔ Signed. One more person has to approve it.</source>
        <translation>✔ Firmado. Falta la aprobación de otra persona.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>quedan %1</translation>
    </message>
    <message>
        <source>%1 of %2 signatures</source>
        <translation>%1 de %2 firmas</translation>
    </message>
</context>
<context>
    <name>console::ApprovalWords</name>
    <message>
        <source>Pending approval</source>
        <translation>Pendiente de aprobación</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Aprobada</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rechazada</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Vencida</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Retirada</translation>
    </message>
    <message>
        <source>Approved, but not carried out</source>
        <translation>Aprobada, pero no se pudo ejecutar</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>Depósito</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>Retiro</translation>
    </message>
    <message>
        <source>Reversal</source>
        <translation>Reverso</translation>
    </message>
    <message>
        <source>Blocking</source>
        <translation>Bloqueo</translation>
    </message>
    <message>
        <source>Unblocking</source>
        <translation>Desbloqueo</translation>
    </message>
    <message>
        <source>Till close with a difference</source>
        <translation>Cierre de caja con diferencia</translation>
    </message>
    <message>
        <source>Till opening with a difference</source>
        <translation>Apertura de caja con diferencia</translation>
    </message>
    <message>
        <source>Till difference</source>
        <translation>Diferencia de caja</translation>
    </message>
    <message>
        <source>QR payment</source>
        <translation>Pago QR</translation>
    </message>
    <message>
        <source>Not approved: the user or PIN is wrong, the role is not enough, or it is the person&apos;s own request.</source>
        <translation>No aprobada: el usuario o el PIN no es correcto, el rol no alcanza, o es una solicitud propia.</translation>
    </message>
    <message>
        <source>It is no longer pending.</source>
        <translation>Ya no está pendiente.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. The PIN must be set anew with the password.</source>
        <translation>Demasiados PIN incorrectos. Debe fijarse de nuevo con la contraseña.</translation>
    </message>
</context>
<context>
    <name>console::ApprovalsModel</name>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operación</translation>
    </message>
    <message>
        <source>Cédula</source>
        <translation>Cédula</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Monto</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Solicita</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Firman</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Pendientes</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Resueltas</translation>
    </message>
</context>
<context>
    <name>console::BalancesPage</name>
    <message>
        <source>Accounts</source>
        <translation>Cuentas</translation>
    </message>
    <message>
        <source>No accounts yet</source>
        <translation>Aún no hay cuentas</translation>
    </message>
    <message>
        <source>Create account</source>
        <translation>Crear cuenta</translation>
    </message>
    <message>
        <source>Cédula or name (F4)</source>
        <translation>Cédula o nombre (F4)</translation>
    </message>
    <message>
        <source>There is no account &quot;%1&quot;</source>
        <translation>No existe «%1»</translation>
    </message>
    <message>
        <source>The accounts could not be read.</source>
        <translation>No se pudieron leer las cuentas.</translation>
    </message>
    <message>
        <source>More accounts could not be read.</source>
        <translation>No se pudieron leer más cuentas.</translation>
    </message>
    <message>
        <source>The hub could not be searched.</source>
        <translation>No se pudo buscar en el hub.</translation>
    </message>
    <message>
        <source>The account %1 could not be read.</source>
        <translation>No se pudo leer la cuenta %1.</translation>
    </message>
    <message>
        <source>Account %1 created</source>
        <translation>Cuenta %1 creada</translation>
    </message>
    <message>
        <source>Find an account</source>
        <translation>Buscar cuenta</translation>
    </message>
    <message>
        <source>New account…</source>
        <translation>Cuenta nueva…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>Depósito</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>Retiro</translation>
    </message>
    <message>
        <source>Balances</source>
        <translation>Saldos</translation>
    </message>
</context>
<context>
    <name>console::BalancesText</name>
    <message numerus="yes">
        <source>%Ln account(s)</source>
        <translation>
            <numerusform>%Ln cuenta</numerusform>
            <numerusform>%Ln cuentas</numerusform>
        </translation>
    </message>
    <message>
        <source>total %1</source>
        <translation>total %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln with a low balance</source>
        <translation>
            <numerusform>%Ln con saldo bajo</numerusform>
            <numerusform>%Ln con saldo bajo</numerusform>
        </translation>
    </message>
    <message>
        <source>balanced ✔ %1</source>
        <translation>cuadrado ✔ %1</translation>
    </message>
    <message>
        <source>NOT balanced ✖ %1</source>
        <translation>DESCUADRADO ✖ %1</translation>
    </message>
</context>
<context>
    <name>console::BankWords</name>
    <message>
        <source>Deposit</source>
        <translation>Depósito</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>Retiro</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Caja</translation>
    </message>
    <message>
        <source>REST</source>
        <translation>REST</translation>
    </message>
    <message>
        <source>Socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <source>QR</source>
        <translation>QR</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Aplicada</translation>
    </message>
    <message>
        <source>Pending approval</source>
        <translation>Pendiente de aprobación</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Rechazada</translation>
    </message>
    <message>
        <source>Reversed</source>
        <translation>Reversada</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Activa</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Bloqueada</translation>
    </message>
</context>
<context>
    <name>console::ChangePasswordDialog</name>
    <message>
        <source>Type your current password.</source>
        <translation>Escriba su contraseña actual.</translation>
    </message>
    <message>
        <source>Type a new password.</source>
        <translation>Escriba una contraseña nueva.</translation>
    </message>
    <message>
        <source>The two new passwords differ.</source>
        <translation>Las dos contraseñas nuevas no coinciden.</translation>
    </message>
    <message>
        <source>The new password must differ from the current one.</source>
        <translation>La contraseña nueva debe ser distinta de la actual.</translation>
    </message>
    <message>
        <source>The current password is wrong.</source>
        <translation>La contraseña actual no es correcta.</translation>
    </message>
    <message>
        <source>Your password was made for one use. Choose one that only you know.</source>
        <translation>Su contraseña era de un solo uso. Elija una que solo usted conozca.</translation>
    </message>
    <message>
        <source>Other windows where you are signed in will ask for it.</source>
        <translation>Las otras ventanas donde haya entrado se la pedirán.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Cerrar sesión</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>That password is too short or your user name. Use at least 8 characters.</source>
        <translation>Esa contraseña es muy corta o es su nombre de usuario. Use al menos 8 caracteres.</translation>
    </message>
</context>
<context>
    <name>console::ChipRow</name>
    <message>
        <source>%1 more</source>
        <translation>%1 más</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>Filtro: %1</translation>
    </message>
</context>
<context>
    <name>console::CloseQuestion</name>
    <message>
        <source>Close the window</source>
        <translation>Cerrar la ventana</translation>
    </message>
    <message>
        <source>Keep Ventanilla running in the tray when the window is closed?</source>
        <translation>¿Dejar Ventanilla en la bandeja del sistema al cerrar la ventana?</translation>
    </message>
    <message>
        <source>You can change this later under Settings.</source>
        <translation>Puede cambiarlo después en Ajustes.</translation>
    </message>
    <message>
        <source>&amp;Keep running</source>
        <translation>&amp;Dejar abierta</translation>
    </message>
    <message>
        <source>&amp;End the program</source>
        <translation>&amp;Terminar el programa</translation>
    </message>
</context>
<context>
    <name>console::CommandPalette</name>
    <message>
        <source>What do you want to do?</source>
        <translation>¿Qué desea hacer?</translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation>Buscar una acción</translation>
    </message>
    <message>
        <source>Actions found</source>
        <translation>Acciones encontradas</translation>
    </message>
</context>
<context>
    <name>console::ConnectionStrip</name>
    <message>
        <source>the hub</source>
        <translation>el hub</translation>
    </message>
    <message>
        <source>No connection to %1 for %2.</source>
        <translation>Sin conexión con %1 desde hace %2.</translation>
    </message>
    <message>
        <source>What you see is %1 old.</source>
        <translation>Lo que ve es de hace %1.</translation>
    </message>
    <message>
        <source>Next try in %1 s.</source>
        <translation>Próximo intento en %1 s.</translation>
    </message>
    <message>
        <source>Trying to reconnect…</source>
        <translation>Reconectando…</translation>
    </message>
    <message>
        <source>&amp;Retry</source>
        <translation>&amp;Reintentar</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Detalles</translation>
    </message>
    <message>
        <source>Connection lost</source>
        <translation>Conexión perdida</translation>
    </message>
</context>
<context>
    <name>console::CountGrid</name>
    <message>
        <source>Pieces of %1</source>
        <translation>Piezas de %1</translation>
    </message>
    <message>
        <source>Total %1</source>
        <translation>Total %1</translation>
    </message>
</context>
<context>
    <name>console::CounterActions</name>
    <message>
        <source>The PIN is set</source>
        <translation>El PIN quedó fijado</translation>
    </message>
    <message>
        <source>%1 is open</source>
        <translation>%1 está abierta</translation>
    </message>
    <message>
        <source>%1 is closed, Z No. %2</source>
        <translation>%1 está cerrada, Z n.º %2</translation>
    </message>
    <message>
        <source>It waits for a second person&apos;s approval</source>
        <translation>Espera la aprobación de una segunda persona</translation>
    </message>
    <message>
        <source>folio %1</source>
        <translation>folio %1</translation>
    </message>
    <message>
        <source>Approvals (%1)</source>
        <translation>Aprobaciones (%1)</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Aprobaciones</translation>
    </message>
    <message>
        <source>Reversed with folio %1</source>
        <translation>Reversado con folio %1</translation>
    </message>
    <message>
        <source>no till open (F8)</source>
        <translation>sin caja abierta (F8)</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Caja</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Comprobante</translation>
    </message>
    <message>
        <source>Receipt as PDF…</source>
        <translation>Comprobante en PDF…</translation>
    </message>
    <message>
        <source>Reverse…</source>
        <translation>Reversar…</translation>
    </message>
    <message>
        <source>My PIN…</source>
        <translation>Mi PIN…</translation>
    </message>
    <message>
        <source>Print a receipt with each operation</source>
        <translation>Imprimir un comprobante con cada operación</translation>
    </message>
    <message>
        <source>Receipts on A6</source>
        <translation>Comprobantes en A6</translation>
    </message>
    <message>
        <source>Receipts on an 80 mm roll</source>
        <translation>Comprobantes en rollo de 80 mm</translation>
    </message>
</context>
<context>
    <name>console::CustomerWindow</name>
    <message>
        <source>QR payment</source>
        <translation>Pago QR</translation>
    </message>
</context>
<context>
    <name>console::DayRangePopup</name>
    <message>
        <source>From the day</source>
        <translation>Desde el día</translation>
    </message>
    <message>
        <source>To the day</source>
        <translation>Hasta el día</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Desde</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Hasta</translation>
    </message>
</context>
<context>
    <name>console::DeliveryModel</name>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>Topic / subscriber</source>
        <translation>Tópico / suscriptor</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Entrega</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Hora</translation>
    </message>
    <message numerus="yes">
        <source>%n subscriber(s)</source>
        <translation>
            <numerusform>%n suscriptor</numerusform>
            <numerusform>%n suscriptores</numerusform>
        </translation>
    </message>
    <message>
        <source>queued</source>
        <translation>en cola</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>confirmado</translation>
    </message>
    <message>
        <source>received</source>
        <translation>recibido</translation>
    </message>
    <message>
        <source>dropped (%1)</source>
        <translation>descartado (%1)</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>entregado</translation>
    </message>
    <message>
        <source>sent, not acknowledged yet</source>
        <translation>enviado, sin confirmar</translation>
    </message>
</context>
<context>
    <name>console::DeliveryTrace</name>
    <message>
        <source>No deliveries are known: they are kept for 24 hours.</source>
        <translation>No se conocen entregas: se guardan 24 horas.</translation>
    </message>
    <message>
        <source>Delivery &amp;trace</source>
        <translation>&amp;Traza de entrega</translation>
    </message>
    <message>
        <source>Delivery trace: topics and their subscribers</source>
        <translation>Traza de entrega: tópicos y sus suscriptores</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Volver a mirar</translation>
    </message>
    <message>
        <source>Look again at the delivery trace</source>
        <translation>Volver a mirar la traza de entrega</translation>
    </message>
</context>
<context>
    <name>console::EntryMessages</name>
    <message>
        <source>No connection to the hub: operations are possible again when it is back.</source>
        <translation>Sin conexión con el hub: podrá operar cuando vuelva.</translation>
    </message>
    <message>
        <source>F2 deposit · F3 withdrawal · Enter goes on to the next field</source>
        <translation>F2 depósito · F3 retiro · Enter pasa al campo siguiente</translation>
    </message>
    <message>
        <source>Waiting for the account…</source>
        <translation>Esperando la cuenta…</translation>
    </message>
    <message>
        <source>Posting…</source>
        <translation>Aplicando…</translation>
    </message>
    <message>
        <source>No answer came: it is not known whether this was applied. It is tried again with the same key, so it cannot be applied twice.</source>
        <translation>No llegó respuesta: no se sabe si se aplicó. Se reintenta con la misma clave, así que no puede aplicarse dos veces.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Reintentar ya</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Apartar</translation>
    </message>
    <message>
        <source>The same operation was applied %1 s ago (folio %2). Once more?</source>
        <translation>Una operación igual se aplicó hace %1 s (folio %2). ¿Otra vez?</translation>
    </message>
    <message>
        <source>Yes, once more</source>
        <translation>Sí, otra vez</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>There is no account %1.</source>
        <translation>No existe la cuenta %1.</translation>
    </message>
    <message>
        <source>Create account</source>
        <translation>Crear cuenta</translation>
    </message>
    <message>
        <source>The account could not be looked up.</source>
        <translation>No se pudo buscar la cuenta.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>This account is blocked: no operations on it.</source>
        <translation>Esta cuenta está bloqueada: no admite operaciones.</translation>
    </message>
    <message>
        <source>The balance does not cover it: %1 are missing.</source>
        <translation>El saldo no alcanza: faltan %1.</translation>
    </message>
    <message>
        <source>Two decimals at most, as in %1.</source>
        <translation>Dos decimales como máximo, como en %1.</translation>
    </message>
    <message>
        <source>The amount must be above zero.</source>
        <translation>El monto debe ser mayor que cero.</translation>
    </message>
    <message>
        <source>This is not an amount. Write it as %1.</source>
        <translation>Esto no es un monto. Escríbalo como %1.</translation>
    </message>
    <message>
        <source>A cédula has ten digits. Is this one right?</source>
        <translation>Una cédula tiene diez dígitos. ¿Es correcta?</translation>
    </message>
    <message>
        <source>No province has the first two digits of this cédula. Is it right?</source>
        <translation>Ninguna provincia tiene los dos primeros dígitos de esta cédula. ¿Es correcta?</translation>
    </message>
    <message>
        <source>The third digit is not a person&apos;s. Is this cédula right?</source>
        <translation>El tercer dígito no es de una persona. ¿Es correcta esta cédula?</translation>
    </message>
    <message>
        <source>The last digit of this cédula does not fit the others. Is it right?</source>
        <translation>El último dígito de esta cédula no concuerda con los demás. ¿Es correcta?</translation>
    </message>
</context>
<context>
    <name>console::EntryStrip</name>
    <message>
        <source>Already applied with folio %1</source>
        <translation>Ya aplicada con folio %1</translation>
    </message>
    <message>
        <source>Deposit of %1 applied, folio %2</source>
        <translation>Depósito de %1 aplicado, folio %2</translation>
    </message>
    <message>
        <source>Withdrawal of %1 applied, folio %2</source>
        <translation>Retiro de %1 aplicado, folio %2</translation>
    </message>
    <message>
        <source>Set aside. Look for it in the list before you repeat it.</source>
        <translation>Apartada. Búsquela en la lista antes de repetirla.</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(sin nombre)</translation>
    </message>
    <message>
        <source>Looking up…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Balance %1 → %2</source>
        <translation>Saldo %1 → %2</translation>
    </message>
    <message>
        <source>Digits only</source>
        <translation>Solo dígitos</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>Opcional</translation>
    </message>
    <message>
        <source>Cédula</source>
        <translation>Cédula</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Monto</translation>
    </message>
    <message>
        <source>Concept</source>
        <translation>Concepto</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Aviso</translation>
    </message>
</context>
<context>
    <name>console::ErrorText</name>
    <message>
        <source>The hub refused a value: %1</source>
        <translation>El hub rechazó un valor: %1</translation>
    </message>
    <message>
        <source>The hub and this window do not understand each other.</source>
        <translation>El hub y esta ventana no se entienden.</translation>
    </message>
    <message>
        <source>The session has ended. Sign in again.</source>
        <translation>La sesión terminó. Entre de nuevo.</translation>
    </message>
    <message>
        <source>Your role may not do this.</source>
        <translation>Su rol no puede hacer esto.</translation>
    </message>
    <message>
        <source>There is no such record.</source>
        <translation>No existe ese registro.</translation>
    </message>
    <message>
        <source>It exists already.</source>
        <translation>Ya existe.</translation>
    </message>
    <message>
        <source>It does not fit the present state: %1</source>
        <translation>No corresponde al estado actual: %1</translation>
    </message>
    <message>
        <source>The balance does not cover this amount.</source>
        <translation>El saldo no cubre este monto.</translation>
    </message>
    <message>
        <source>A limit was reached. Wait a moment and try again.</source>
        <translation>Se alcanzó un límite. Espere un momento e intente de nuevo.</translation>
    </message>
    <message>
        <source>That is larger than the hub accepts.</source>
        <translation>Es más grande de lo que el hub acepta.</translation>
    </message>
    <message>
        <source>This hub does not offer it.</source>
        <translation>Este hub no lo ofrece.</translation>
    </message>
    <message>
        <source>The hub is busy. Try again in a moment.</source>
        <translation>El hub está ocupado. Intente de nuevo en un momento.</translation>
    </message>
    <message>
        <source>The hub could not be reached. Nothing was changed.</source>
        <translation>No se pudo llegar al hub. No se cambió nada.</translation>
    </message>
    <message>
        <source>The hub did not answer: it is not known whether this was done.</source>
        <translation>El hub no respondió: no se sabe si la operación se hizo.</translation>
    </message>
    <message>
        <source>The hub could not read or write its files.</source>
        <translation>El hub no pudo leer o escribir sus archivos.</translation>
    </message>
    <message>
        <source>The hub found stored data that contradict themselves.</source>
        <translation>El hub encontró datos guardados que se contradicen.</translation>
    </message>
    <message>
        <source>Something failed inside the hub. Its log knows more.</source>
        <translation>Algo falló dentro del hub. Su registro dice más.</translation>
    </message>
    <message>
        <source>User or password is wrong.</source>
        <translation>Usuario o contraseña incorrectos.</translation>
    </message>
    <message>
        <source>This user may not sign in here.</source>
        <translation>Este usuario no puede entrar aquí.</translation>
    </message>
    <message>
        <source>Too many attempts. Wait a moment and try again.</source>
        <translation>Demasiados intentos. Espere un momento e intente de nuevo.</translation>
    </message>
    <message>
        <source>The hub could not be reached.</source>
        <translation>No se pudo llegar al hub.</translation>
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
    <name>console::FirstPasswordDialog</name>
    <message>
        <source>Copied</source>
        <translation>Copiada</translation>
    </message>
</context>
<context>
    <name>console::HubDetailsDialog</name>
    <message>
        <source>Hub</source>
        <translation>Hub</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Línea</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Last failure</source>
        <translation>Último fallo</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clientes</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Transacciones</translation>
    </message>
    <message>
        <source>Reconnect now</source>
        <translation>Reconectar ahora</translation>
    </message>
    <message>
        <source>Nobody is signed in</source>
        <translation>Nadie ha entrado</translation>
    </message>
    <message>
        <source>Connecting for %1</source>
        <translation>Conectando desde hace %1</translation>
    </message>
    <message>
        <source>Connected for %1</source>
        <translation>Conectada desde hace %1</translation>
    </message>
    <message>
        <source>Cut off for %1, tries: %2</source>
        <translation>Cortada desde hace %1, intentos: %2</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>este equipo</translation>
    </message>
    <message>
        <source>%1 old</source>
        <translation>de hace %1</translation>
    </message>
    <message>
        <source>MQTT %1 · HTTP %2 · addresses %3</source>
        <translation>MQTT %1 · HTTP %2 · direcciones %3</translation>
    </message>
</context>
<context>
    <name>console::HubStatusBar</name>
    <message>
        <source>Language: %1</source>
        <translation>Idioma: %1</translation>
    </message>
    <message>
        <source>%1: connected</source>
        <translation>%1: conectado</translation>
    </message>
    <message>
        <source>%1: connecting…</source>
        <translation>%1: conectando…</translation>
    </message>
    <message>
        <source>%1 (cut off)</source>
        <translation>%1 (cortado)</translation>
    </message>
    <message>
        <source>%1: cut off</source>
        <translation>%1: cortado</translation>
    </message>
    <message>
        <source>%1: not signed in</source>
        <translation>%1: sin sesión</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Laboratorio</translation>
    </message>
    <message>
        <source>Security profile lab: devices need no credentials</source>
        <translation>Perfil de seguridad lab: los dispositivos no necesitan credenciales</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>Sucursal</translation>
    </message>
    <message>
        <source>Security profile branch: credentials everywhere</source>
        <translation>Perfil de seguridad branch: credenciales en todo</translation>
    </message>
    <message>
        <source>MQTT clients connected: %1</source>
        <translation>Clientes MQTT conectados: %1</translation>
    </message>
    <message>
        <source>HTTP connections: %1</source>
        <translation>Conexiones HTTP: %1</translation>
    </message>
    <message>
        <source>%1 / %2 msg/s</source>
        <translation>%1 / %2 msj/s</translation>
    </message>
    <message>
        <source>Messages per second: %1 in, %2 out</source>
        <translation>Mensajes por segundo: %1 de entrada, %2 de salida</translation>
    </message>
    <message>
        <source>saved %1 ago</source>
        <translation>guardado hace %1</translation>
    </message>
    <message>
        <source>Last commit of the ledger: %1</source>
        <translation>Última escritura del libro mayor: %1</translation>
    </message>
    <message>
        <source>Signed in as %1</source>
        <translation>Sesión de %1</translation>
    </message>
    <message>
        <source>Discreet</source>
        <translation>Discreto</translation>
    </message>
    <message>
        <source>Discreet mode: amounts and cédulas are masked. Ctrl+Shift+D ends it.</source>
        <translation>Modo discreto: importes y cédulas van enmascarados. Ctrl+Mayús+D lo quita.</translation>
    </message>
    <message numerus="yes">
        <source>Alerts that nobody has seen: %n (F7)</source>
        <translation>
            <numerusform>Alertas que nadie ha visto: %n (F7)</numerusform>
            <numerusform>Alertas que nadie ha visto: %n (F7)</numerusform>
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
    <message>
        <source>Much is arriving: the list is brought up to date four times a second. Nothing is lost.</source>
        <translation>Llega mucho: la lista se actualiza cuatro veces por segundo. No se pierde nada.</translation>
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
    <name>console::LockScreen</name>
    <message>
        <source>Type your password.</source>
        <translation>Escriba su contraseña.</translation>
    </message>
</context>
<context>
    <name>console::LoginDialog</name>
    <message>
        <source>Type your user and password.</source>
        <translation>Escriba su usuario y contraseña.</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Entrando…</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>to the hub on this computer</source>
        <translation>en el hub de este equipo</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>en %1</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Tema claro</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Tema oscuro</translation>
    </message>
</context>
<context>
    <name>console::MainWindow</name>
    <message>
        <source>Password changed</source>
        <translation>Contraseña cambiada</translation>
    </message>
    <message>
        <source>The session has ended. Sign in again.</source>
        <translation>La sesión terminó. Entre de nuevo.</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>There is nothing here for your role.</source>
        <translation>Aquí no hay nada para su rol.</translation>
    </message>
    <message>
        <source>Actions of the page</source>
        <translation>Acciones de la página</translation>
    </message>
    <message>
        <source>%1 – Ventanilla</source>
        <translation>%1 – Ventanilla</translation>
    </message>
    <message>
        <source>Lock by &amp;itself</source>
        <translation>Bloqueo a&amp;utomático</translation>
    </message>
</context>
<context>
    <name>console::NewAccountDialog</name>
    <message>
        <source>New account</source>
        <translation>Cuenta nueva</translation>
    </message>
    <message>
        <source>Cé&amp;dula</source>
        <translation>Cé&amp;dula</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nombre</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Create account</source>
        <translation>Crear cuenta</translation>
    </message>
    <message>
        <source>This is not a valid Ecuadorian cédula. It may still be opened.</source>
        <translation>No es una cédula ecuatoriana válida. Aun así puede abrirse.</translation>
    </message>
    <message>
        <source>This cédula has an account already.</source>
        <translation>Esta cédula ya tiene una cuenta.</translation>
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
<context>
    <name>console::Notifier</name>
    <message>
        <source>Show Ventanilla</source>
        <translation>Mostrar Ventanilla</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
</context>
<context>
    <name>console::PaperOut</name>
    <message>
        <source>Save as PDF</source>
        <translation>Guardar como PDF</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>No se pudo escribir %1.</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
</context>
<context>
    <name>console::PasswordField</name>
    <message>
        <source>Hide the password</source>
        <translation>Ocultar la contraseña</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Mostrar la contraseña</translation>
    </message>
</context>
<context>
    <name>console::PinDialog</name>
    <message>
        <source>My PIN</source>
        <translation>Mi PIN</translation>
    </message>
    <message>
        <source>With it you approve at a teller&apos;s window. 4 to 8 digits.</source>
        <translation>Con él usted aprueba en la ventana de un cajero. De 4 a 8 dígitos.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Set PIN</source>
        <translation>Fijar PIN</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Contraseña</translation>
    </message>
    <message>
        <source>New &amp;PIN</source>
        <translation>&amp;PIN nuevo</translation>
    </message>
    <message>
        <source>PIN &amp;again</source>
        <translation>PIN otra &amp;vez</translation>
    </message>
    <message>
        <source>The two PINs differ.</source>
        <translation>Los dos PIN no coinciden.</translation>
    </message>
    <message>
        <source>The password is wrong.</source>
        <translation>La contraseña no es correcta.</translation>
    </message>
</context>
<context>
    <name>console::PracticeFrame</name>
    <message>
        <source>%1: a copy of the data. Nothing done here is real, and all of it is thrown away.</source>
        <translation>%1: una copia de los datos. Nada de lo que se haga aquí es real, y todo se descarta al cerrar.</translation>
    </message>
    <message>
        <source>PRACTICE</source>
        <translation>PRÁCTICA</translation>
    </message>
</context>
<context>
    <name>console::QrActions</name>
    <message>
        <source>Choose a QR in the list first.</source>
        <translation>Elija primero un QR de la lista.</translation>
    </message>
    <message>
        <source>It can no longer be paid.</source>
        <translation>Ya no se puede pagar.</translation>
    </message>
    <message>
        <source>Your role may only look.</source>
        <translation>Su rol solo puede mirar.</translation>
    </message>
    <message>
        <source>Its picture is still being read.</source>
        <translation>Su imagen todavía se está leyendo.</translation>
    </message>
    <message>
        <source>Only the bank knows the text of this code.</source>
        <translation>Solo el banco conoce el texto de este código.</translation>
    </message>
    <message>
        <source>New QR</source>
        <translation>Nuevo QR</translation>
    </message>
    <message>
        <source>Show to the customer</source>
        <translation>Mostrar al cliente</translation>
    </message>
    <message>
        <source>Close the customer&apos;s window</source>
        <translation>Cerrar la ventana del cliente</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimir</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>Copiar la imagen</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Copiar el texto</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>Cancelar…</translation>
    </message>
    <message>
        <source>Verify now</source>
        <translation>Verificar ahora</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Repetir</translation>
    </message>
    <message>
        <source>Read a QR…</source>
        <translation>Leer un QR…</translation>
    </message>
    <message>
        <source>Sound when paid (silent at night)</source>
        <translation>Sonido al pagarse (callado de noche)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
</context>
<context>
    <name>console::QrCommands</name>
    <message>
        <source>open amount</source>
        <translation>monto abierto</translation>
    </message>
    <message>
        <source>Cancel the QR</source>
        <translation>Cancelar el QR</translation>
    </message>
    <message>
        <source>Cancel this QR (%1)? Nobody can pay it any more.</source>
        <translation>¿Cancelar este QR (%1)? Ya nadie podrá pagarlo.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Conservarlo</translation>
    </message>
    <message>
        <source>QR cancelled</source>
        <translation>QR cancelado</translation>
    </message>
    <message>
        <source>The bank was asked: what it said is shown now</source>
        <translation>Se preguntó al banco: ahora se muestra lo que dijo</translation>
    </message>
    <message>
        <source>The money is marked as returned</source>
        <translation>El dinero quedó marcado como devuelto</translation>
    </message>
    <message>
        <source>The money is on the account</source>
        <translation>El dinero está en la cuenta</translation>
    </message>
</context>
<context>
    <name>console::QrDetailPanel</name>
    <message>
        <source>%1, not verified: the bank cannot be asked</source>
        <translation>%1, sin verificar: no se puede preguntar al banco</translation>
    </message>
    <message>
        <source>Open amount</source>
        <translation>Monto abierto</translation>
    </message>
    <message>
        <source>Paid so far: %1</source>
        <translation>Pagado hasta ahora: %1</translation>
    </message>
    <message>
        <source>The bank&apos;s answer was lost. Verify it before you make another.</source>
        <translation>Se perdió la respuesta del banco. Verifíquelo antes de crear otro.</translation>
    </message>
    <message>
        <source>Internal QR: the banks&apos; apps do not read it.</source>
        <translation>QR interno: no lo lee la app del banco.</translation>
    </message>
    <message>
        <source>one payment</source>
        <translation>un pago</translation>
    </message>
    <message numerus="yes">
        <source>%Ln payment(s) so far</source>
        <translation>
            <numerusform>%Ln pago hasta ahora</numerusform>
            <numerusform>%Ln pagos hasta ahora</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Vence</translation>
    </message>
    <message>
        <source>Good for</source>
        <translation>Vale para</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referencia</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Creado</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Emitido por</translation>
    </message>
    <message>
        <source>QR payment</source>
        <translation>Pago QR</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Go to the account</source>
        <translation>Ir a la cuenta</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Pagos</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historia</translation>
    </message>
</context>
<context>
    <name>console::QrFormPanel</name>
    <message>
        <source>The bank&apos;s answer was lost. Create asks again for this same QR; do not make another.</source>
        <translation>Se perdió la respuesta del banco. Crear pide de nuevo este mismo QR; no haga otro.</translation>
    </message>
    <message>
        <source>Whose account is it for?</source>
        <translation>¿De quién es la cuenta?</translation>
    </message>
    <message>
        <source>The account is being looked up.</source>
        <translation>Se está buscando la cuenta.</translation>
    </message>
    <message>
        <source>The account could not be looked up. Try again.</source>
        <translation>No se pudo buscar la cuenta. Intente de nuevo.</translation>
    </message>
    <message>
        <source>There is no such account in %1.</source>
        <translation>No existe esa cuenta en %1.</translation>
    </message>
    <message>
        <source>This account is blocked.</source>
        <translation>Esta cuenta está bloqueada.</translation>
    </message>
    <message>
        <source>This is not an amount with at most two decimals.</source>
        <translation>Esto no es un monto con dos decimales como máximo.</translation>
    </message>
    <message>
        <source>The amount must be more than zero.</source>
        <translation>El monto debe ser mayor que cero.</translation>
    </message>
    <message>
        <source>How much is to be paid?</source>
        <translation>¿Cuánto se debe pagar?</translation>
    </message>
    <message>
        <source>It would expire before it can be paid.</source>
        <translation>Vencería antes de poder pagarse.</translation>
    </message>
    <message>
        <source>No connection to the hub: no QR can be made now.</source>
        <translation>Sin conexión con la central: ahora no se pueden crear QR.</translation>
    </message>
    <message>
        <source>Asking for the QR…</source>
        <translation>Pidiendo el QR…</translation>
    </message>
    <message>
        <source>Looking up…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(sin nombre)</translation>
    </message>
    <message>
        <source>Create (F6)</source>
        <translation>Crear (F6)</translation>
    </message>
    <message>
        <source>In 15 minutes</source>
        <translation>En 15 minutos</translation>
    </message>
    <message>
        <source>In 1 hour</source>
        <translation>En 1 hora</translation>
    </message>
    <message>
        <source>Today at midnight</source>
        <translation>Hoy a medianoche</translation>
    </message>
    <message>
        <source>At a moment…</source>
        <translation>En un momento…</translation>
    </message>
    <message>
        <source>Expires at</source>
        <translation>Vence el</translation>
    </message>
    <message>
        <source>What the payer will read</source>
        <translation>Lo que leerá quien paga</translation>
    </message>
</context>
<context>
    <name>console::QrHistory</name>
    <message>
        <source>Created</source>
        <translation>Creado</translation>
    </message>
    <message>
        <source>Created by %1</source>
        <translation>Creado por %1</translation>
    </message>
    <message>
        <source>Payment of %1</source>
        <translation>Pago de %1</translation>
    </message>
    <message>
        <source>Payment of %1 by %2</source>
        <translation>Pago de %1 de %2</translation>
    </message>
    <message>
        <source>%1 decided about the money in suspense</source>
        <translation>%1 decidió sobre el dinero en suspenso</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 a las %2</translation>
    </message>
    <message>
        <source>Decided by %1</source>
        <translation>Decidido por %1</translation>
    </message>
</context>
<context>
    <name>console::QrLoader</name>
    <message>
        <source>The QR payments could not be read.</source>
        <translation>No se pudieron leer los pagos QR.</translation>
    </message>
    <message>
        <source>Older QR payments could not be read.</source>
        <translation>No se pudieron leer los pagos QR anteriores.</translation>
    </message>
    <message>
        <source>Payments and history could not be read. %1</source>
        <translation>No se pudieron leer los pagos y la historia. %1</translation>
    </message>
</context>
<context>
    <name>console::QrModel</name>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>%1, not verified</source>
        <translation>%1, sin verificar</translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation>Vence en</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado del banco</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Moneda</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>QR number</source>
        <translation>Número QR</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referencia</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Monto</translation>
    </message>
    <message>
        <source>open</source>
        <translation>abierto</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Pagado</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>Cédula</source>
        <translation>Cédula</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Paid at</source>
        <translation>Pagado a las</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>Pagador</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Documento</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>Banco</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Cuenta</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
</context>
<context>
    <name>console::QrPage</name>
    <message>
        <source>QR payments</source>
        <translation>Pagos QR</translation>
    </message>
    <message>
        <source>No QR yet</source>
        <translation>Ningún QR todavía</translation>
    </message>
    <message>
        <source>New QR (F6)</source>
        <translation>Nuevo QR (F6)</translation>
    </message>
    <message>
        <source>No QR can be made now: %1</source>
        <translation>Ahora no se pueden crear QR: %1</translation>
    </message>
    <message>
        <source>The picture is in the clipboard</source>
        <translation>La imagen está en el portapapeles</translation>
    </message>
    <message>
        <source>The text of the code is in the clipboard</source>
        <translation>El texto del código está en el portapapeles</translation>
    </message>
    <message>
        <source>It is not known whether the bank made the QR</source>
        <translation>No se sabe si el banco creó el QR</translation>
    </message>
    <message>
        <source>QR made, waiting for the payment</source>
        <translation>QR creado, se espera el pago</translation>
    </message>
    <message>
        <source>The customer&apos;s window could not be opened: %1</source>
        <translation>No se pudo abrir la ventana del cliente: %1</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>alguien</translation>
    </message>
    <message>
        <source>%1 paid by %2</source>
        <translation>%1 pagados por %2</translation>
    </message>
    <message>
        <source>%1 of %2 wait in suspense for a supervisor</source>
        <translation>%1 de %2 esperan en suspenso a un supervisor</translation>
    </message>
    <message>
        <source>QR payment</source>
        <translation>Pago QR</translation>
    </message>
    <message>
        <source>It could not be printed: %1</source>
        <translation>No se pudo imprimir: %1</translation>
    </message>
</context>
<context>
    <name>console::QrPaymentsList</name>
    <message>
        <source>A supervisor decides about this money.</source>
        <translation>Un supervisor decide sobre este dinero.</translation>
    </message>
    <message>
        <source>Post to the account…</source>
        <translation>Acreditar en la cuenta…</translation>
    </message>
    <message>
        <source>Return to the payer…</source>
        <translation>Devolver a quien pagó…</translation>
    </message>
</context>
<context>
    <name>console::QrPictureCard</name>
    <message>
        <source>Reading the picture…</source>
        <translation>Leyendo la imagen…</translation>
    </message>
    <message>
        <source>No code is shown before the bank has answered.</source>
        <translation>No se muestra ningún código antes de que el banco responda.</translation>
    </message>
    <message>
        <source>The code of a new or chosen QR appears here.</source>
        <translation>Aquí aparece el código de un QR nuevo o elegido.</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>Código QR</translation>
    </message>
    <message>
        <source>Show to the customer</source>
        <translation>Mostrar al cliente</translation>
    </message>
</context>
<context>
    <name>console::QrPictures</name>
    <message>
        <source>The hub&apos;s picture cannot be shown.</source>
        <translation>La imagen de la central no se puede mostrar.</translation>
    </message>
</context>
<context>
    <name>console::QrPrint</name>
    <message>
        <source>Amount as you choose</source>
        <translation>Monto a su elección</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>Para: %1</translation>
    </message>
    <message>
        <source>Good until %1</source>
        <translation>Vigente hasta %1</translation>
    </message>
    <message>
        <source>Internal QR: the banks&apos; apps do not read it.</source>
        <translation>QR interno: no lo lee la app del banco.</translation>
    </message>
</context>
<context>
    <name>console::QrReaderDialog</name>
    <message>
        <source>Read a QR</source>
        <translation>Leer un QR</translation>
    </message>
    <message>
        <source>Drop a picture with a QR code here, open a file, or paste one (Ctrl+V).</source>
        <translation>Suelte aquí una imagen con un código QR, abra un archivo o péguela (Ctrl+V).</translation>
    </message>
    <message>
        <source>What the code holds</source>
        <translation>Lo que contiene el código</translation>
    </message>
    <message>
        <source>&amp;Open a file…</source>
        <translation>&amp;Abrir un archivo…</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Pegar</translation>
    </message>
    <message>
        <source>&amp;Show in the list</source>
        <translation>&amp;Mostrar en la lista</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>Abrir una imagen</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.webp)</source>
        <translation>Imágenes (*.png *.jpg *.jpeg *.bmp *.gif *.webp)</translation>
    </message>
    <message>
        <source>The file could not be read: %1</source>
        <translation>No se pudo leer el archivo: %1</translation>
    </message>
    <message>
        <source>The file is too large for a picture of a QR code.</source>
        <translation>El archivo es demasiado grande para ser la imagen de un código QR.</translation>
    </message>
    <message>
        <source>There is no picture in the clipboard.</source>
        <translation>No hay ninguna imagen en el portapapeles.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>No QR code was found in this picture.</source>
        <translation>No se encontró ningún código QR en esta imagen.</translation>
    </message>
    <message>
        <source>This is QR %1 of this house.</source>
        <translation>Es el QR %1 de esta casa.</translation>
    </message>
    <message>
        <source>An EMVCo code; its checksum is right.</source>
        <translation>Un código EMVCo; su suma de control es correcta.</translation>
    </message>
    <message>
        <source>An EMVCo code that is not sound: %1</source>
        <translation>Un código EMVCo con defectos: %1</translation>
    </message>
    <message>
        <source>Not an EMVCo code: only who made it can say what it means.</source>
        <translation>No es un código EMVCo: solo quien lo hizo puede decir qué significa.</translation>
    </message>
</context>
<context>
    <name>console::QrTotalsText</name>
    <message numerus="yes">
        <source>%Ln paid</source>
        <translation>
            <numerusform>%Ln pagado</numerusform>
            <numerusform>%Ln pagados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pending</source>
        <translation>
            <numerusform>%Ln pendiente</numerusform>
            <numerusform>%Ln pendientes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln expired</source>
        <translation>
            <numerusform>%Ln vencido</numerusform>
            <numerusform>%Ln vencidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln to be looked at</source>
        <translation>
            <numerusform>%Ln por revisar</numerusform>
            <numerusform>%Ln por revisar</numerusform>
        </translation>
    </message>
    <message>
        <source>QR today: %1</source>
        <translation>QR hoy: %1</translation>
    </message>
    <message>
        <source>QR today, of the newest: %1</source>
        <translation>QR hoy, de los más nuevos: %1</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>Filtro: %1</translation>
    </message>
</context>
<context>
    <name>console::QrWords</name>
    <message>
        <source>Pending</source>
        <translation>Pendiente</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Pagado</translation>
    </message>
    <message>
        <source>Paid late</source>
        <translation>Pagado tarde</translation>
    </message>
    <message>
        <source>Amount differs</source>
        <translation>Monto distinto</translation>
    </message>
    <message>
        <source>In suspense</source>
        <translation>En suspenso</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Vencido</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelado</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>Incierto</translation>
    </message>
    <message>
        <source>%1 d %2:%3</source>
        <translation>%1 d %2:%3</translation>
    </message>
    <message>
        <source>The bank</source>
        <translation>El banco</translation>
    </message>
    <message>
        <source>A payment</source>
        <translation>Un pago</translation>
    </message>
    <message>
        <source>A person</source>
        <translation>Una persona</translation>
    </message>
    <message>
        <source>The due date</source>
        <translation>El vencimiento</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Vigente</translation>
    </message>
    <message>
        <source>Confirmed by the bank</source>
        <translation>Confirmado por el banco</translation>
    </message>
    <message>
        <source>On the account</source>
        <translation>En la cuenta</translation>
    </message>
    <message>
        <source>Waits in suspense</source>
        <translation>Espera en suspenso</translation>
    </message>
    <message>
        <source>Posted to the account by a supervisor</source>
        <translation>Acreditado por un supervisor</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Devuelto</translation>
    </message>
    <message>
        <source>The amount is not the one asked for.</source>
        <translation>El monto no es el pedido.</translation>
    </message>
    <message>
        <source>It was paid after the due date.</source>
        <translation>Se pagó después del vencimiento.</translation>
    </message>
    <message>
        <source>The QR was paid or cancelled before.</source>
        <translation>El QR ya estaba pagado o cancelado.</translation>
    </message>
    <message>
        <source>No QR of this house has that number.</source>
        <translation>Ningún QR de esta casa tiene ese número.</translation>
    </message>
    <message>
        <source>The account takes no money.</source>
        <translation>La cuenta no recibe dinero.</translation>
    </message>
</context>
<context>
    <name>console::RangePopup</name>
    <message>
        <source>Remove filter</source>
        <translation>Quitar filtro</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
</context>
<context>
    <name>console::ReceiptFlow</name>
    <message>
        <source>No receipt was printed: %1</source>
        <translation>No se imprimió el comprobante: %1</translation>
    </message>
    <message>
        <source>Receipt %1 printed, copy %2</source>
        <translation>Comprobante %1 impreso, copia %2</translation>
    </message>
    <message>
        <source>Receipt %1 printed</source>
        <translation>Comprobante %1 impreso</translation>
    </message>
    <message>
        <source>Save the receipt</source>
        <translation>Guardar el comprobante</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>comprobante</translation>
    </message>
    <message>
        <source>Receipt saved as %1</source>
        <translation>Comprobante guardado como %1</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>No se pudo escribir %1.</translation>
    </message>
    <message>
        <source>No receipt was printed: this computer has no printer.</source>
        <translation>No se imprimió el comprobante: este equipo no tiene impresora.</translation>
    </message>
</context>
<context>
    <name>console::ReceiptLayout</name>
    <message>
        <source>Deposit receipt</source>
        <translation>Comprobante de depósito</translation>
    </message>
    <message>
        <source>Withdrawal receipt</source>
        <translation>Comprobante de retiro</translation>
    </message>
    <message>
        <source>COPY %1</source>
        <translation>COPIA %1</translation>
    </message>
    <message>
        <source>Folio</source>
        <translation>Folio</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Cédula</source>
        <translation>Cédula</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Concept</source>
        <translation>Concepto</translation>
    </message>
    <message>
        <source>New balance</source>
        <translation>Saldo nuevo</translation>
    </message>
    <message>
        <source>Teller</source>
        <translation>Cajero</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Impreso</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Keep this receipt.</source>
        <translation>Conserve este comprobante.</translation>
    </message>
</context>
<context>
    <name>console::ResolveDialog</name>
    <message>
        <source>Return to the payer</source>
        <translation>Devolver a quien pagó</translation>
    </message>
    <message>
        <source>Post to the account</source>
        <translation>Acreditar en la cuenta</translation>
    </message>
    <message>
        <source>The money leaves suspense. Send it back by the way it came; the bank does not do that by itself.</source>
        <translation>El dinero sale de suspenso. Devuélvalo por donde llegó; el banco no lo hace solo.</translation>
    </message>
    <message>
        <source>%1 go to the account of %2.</source>
        <translation>%1 van a la cuenta de %2.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Devolver</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>Acreditar</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Motivo</translation>
    </message>
</context>
<context>
    <name>console::ReverseDialog</name>
    <message>
        <source>Reverse movement %1</source>
        <translation>Reversar el movimiento %1</translation>
    </message>
    <message>
        <source>A contra entry is booked; this movement stays as it is and shows that it was reversed. A supervisor has to approve it.</source>
        <translation>Se registra un asiento contrario; este movimiento queda como está y muestra que fue reversado. Debe aprobarlo un supervisor.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Ask for the reversal</source>
        <translation>Solicitar el reverso</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Motivo</translation>
    </message>
</context>
<context>
    <name>console::SecurityBox</name>
    <message>
        <source>Security profile</source>
        <translation>Perfil de seguridad</translation>
    </message>
    <message>
        <source>This hub runs in the profile &quot;lab&quot;.</source>
        <translation>Este hub funciona con el perfil «lab».</translation>
    </message>
    <message>
        <source>This hub runs in the profile &quot;branch&quot;.</source>
        <translation>Este hub funciona con el perfil «branch».</translation>
    </message>
    <message>
        <source>Devices and programs connect without credentials, as the laboratory&apos;s do. That is allowed only while the hub listens on this computer alone. For a real branch, start it with --profile branch.</source>
        <translation>Los dispositivos y programas se conectan sin credenciales, como en el laboratorio. Solo se permite mientras el hub escucha únicamente en este equipo. Para una sucursal real, inícielo con --profile branch.</translation>
    </message>
    <message>
        <source>Every device, program and person needs credentials.</source>
        <translation>Todo dispositivo, programa y persona necesita credenciales.</translation>
    </message>
</context>
<context>
    <name>console::SettingsDialog</name>
    <message>
        <source>Settings of this window</source>
        <translation>Ajustes de esta ventana</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Buscar ajustes</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Tema</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>Tamaño del te&amp;xto</translation>
    </message>
    <message>
        <source>Mask amounts and cédulas</source>
        <translation>Enmascarar importes y cédulas</translation>
    </message>
    <message>
        <source>&amp;Discreet mode</source>
        <translation>Modo &amp;discreto</translation>
    </message>
    <message>
        <source>Ctrl+Shift+D privacy hide</source>
        <translation>Ctrl+Mayús+D privacidad ocultar</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nunca</translation>
    </message>
    <message>
        <source>Lock by &amp;itself after</source>
        <translation>&amp;Bloquear sola tras</translation>
    </message>
    <message>
        <source>unattended idle</source>
        <translation>desatendida inactividad</translation>
    </message>
    <message>
        <source>&amp;Print the receipt when a movement is applied</source>
        <translation>Im&amp;primir el recibo al aplicar un movimiento</translation>
    </message>
    <message>
        <source>&amp;Sound when a QR is paid</source>
        <translation>&amp;Sonido al pagarse un QR</translation>
    </message>
    <message>
        <source>Notify when a &amp;QR is paid</source>
        <translation>Notificar cuando se pague un &amp;QR</translation>
    </message>
    <message>
        <source>Notify of &amp;alerts</source>
        <translation>Notificar las &amp;alertas</translation>
    </message>
    <message>
        <source>Stay in the t&amp;ray when the window is closed</source>
        <translation>&amp;Quedarse en la bandeja al cerrar la ventana</translation>
    </message>
</context>
<context>
    <name>console::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
</context>
<context>
    <name>console::StatementModel</name>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Folio</source>
        <translation>Folio</translation>
    </message>
    <message>
        <source>Concept</source>
        <translation>Concepto</translation>
    </message>
    <message>
        <source>Debit</source>
        <translation>Debe</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>Haber</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
</context>
<context>
    <name>console::StatementPane</name>
    <message>
        <source>Statement</source>
        <translation>Estado de cuenta</translation>
    </message>
    <message>
        <source>No movements on this account yet</source>
        <translation>Esta cuenta aún no tiene movimientos</translation>
    </message>
    <message>
        <source>The statement could not be read.</source>
        <translation>No se pudo leer el estado de cuenta.</translation>
    </message>
    <message>
        <source>Older lines could not be read.</source>
        <translation>No se pudieron leer las líneas anteriores.</translation>
    </message>
    <message>
        <source>Choose an account to see its statement</source>
        <translation>Elija una cuenta para ver su estado</translation>
    </message>
</context>
<context>
    <name>console::TabHeader</name>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
    <message>
        <source>Find an action   %1</source>
        <translation>Buscar una acción   %1</translation>
    </message>
</context>
<context>
    <name>console::TillCounting</name>
    <message>
        <source>Counted</source>
        <translation>Contado</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Motivo</translation>
    </message>
    <message>
        <source>Close the till (Z)</source>
        <translation>Cerrar la caja (Z)</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Entregar</translation>
    </message>
    <message>
        <source>Cash goes to the vault</source>
        <translation>El efectivo va a la bóveda</translation>
    </message>
    <message>
        <source>Cash stays in the drawer</source>
        <translation>El efectivo queda en el cajón</translation>
    </message>
    <message>
        <source>What becomes of the cash</source>
        <translation>Destino del efectivo</translation>
    </message>
    <message>
        <source>User who takes it over</source>
        <translation>Usuario que la recibe</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>No guardado: %1</translation>
    </message>
    <message>
        <source>The difference needs a supervisor&apos;s approval.</source>
        <translation>La diferencia necesita la aprobación de un supervisor.</translation>
    </message>
    <message>
        <source>✔ Every keystroke is saved</source>
        <translation>✔ Cada tecla queda guardada</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Guardando…</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Esperado</translation>
    </message>
</context>
<context>
    <name>console::TillDialog</name>
    <message>
        <source>Save as PDF…</source>
        <translation>Guardar como PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimir…</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Caja</translation>
    </message>
    <message>
        <source>&amp;Movements</source>
        <translation>&amp;Movimientos</translation>
    </message>
    <message>
        <source>&amp;X report</source>
        <translation>Corte &amp;X</translation>
    </message>
    <message>
        <source>&amp;Count and close</source>
        <translation>&amp;Arqueo y cierre</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>Corte X</translation>
    </message>
    <message>
        <source>Z close</source>
        <translation>Corte Z</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>No till is open</source>
        <translation>No hay caja abierta</translation>
    </message>
    <message>
        <source>%1 is closed</source>
        <translation>%1 está cerrada</translation>
    </message>
</context>
<context>
    <name>console::TillMovement</name>
    <message>
        <source>To &amp;till</source>
        <translation>A la &amp;caja</translation>
    </message>
    <message>
        <source>Book</source>
        <translation>Registrar</translation>
    </message>
    <message>
        <source>Cash in, from the vault</source>
        <translation>Entrada, desde la bóveda</translation>
    </message>
    <message>
        <source>Cash out, to the vault</source>
        <translation>Salida, a la bóveda</translation>
    </message>
    <message>
        <source>Transfer to another till</source>
        <translation>Traspaso a otra caja</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Moneda</translation>
    </message>
    <message>
        <source>&amp;Movement</source>
        <translation>&amp;Movimiento</translation>
    </message>
    <message>
        <source>&amp;Amount</source>
        <translation>M&amp;onto</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Motivo</translation>
    </message>
    <message>
        <source>This is not an amount above zero.</source>
        <translation>No es un monto mayor que cero.</translation>
    </message>
    <message>
        <source>No other till is open.</source>
        <translation>Ninguna otra caja está abierta.</translation>
    </message>
    <message>
        <source>A reason is needed.</source>
        <translation>Hace falta un motivo.</translation>
    </message>
    <message>
        <source>There is not so much cash in the drawer.</source>
        <translation>No hay tanto efectivo en el cajón.</translation>
    </message>
    <message>
        <source>✔ Booked with folio %1</source>
        <translation>✔ Registrado con folio %1</translation>
    </message>
</context>
<context>
    <name>console::TillOpening</name>
    <message>
        <source>&amp;Reason of the difference</source>
        <translation>&amp;Motivo de la diferencia</translation>
    </message>
    <message>
        <source>Open the till</source>
        <translation>Abrir la caja</translation>
    </message>
    <message>
        <source>&amp;Till</source>
        <translation>&amp;Caja</translation>
    </message>
    <message>
        <source>Every till is in use. A supervisor can add another.</source>
        <translation>Todas las cajas están en uso. Un supervisor puede agregar otra.</translation>
    </message>
    <message>
        <source>The last close left nothing in this drawer. Count what is in it now.</source>
        <translation>El último cierre no dejó nada en este cajón. Cuente lo que hay ahora.</translation>
    </message>
    <message>
        <source>The last close left %1. Count what is in it now.</source>
        <translation>El último cierre dejó %1. Cuente lo que hay ahora.</translation>
    </message>
    <message>
        <source>What was counted differs from what the last close left: say why.</source>
        <translation>Lo contado difiere de lo que dejó el último cierre: diga por qué.</translation>
    </message>
    <message>
        <source>The difference needs a supervisor&apos;s approval.</source>
        <translation>La diferencia necesita la aprobación de un supervisor.</translation>
    </message>
</context>
<context>
    <name>console::TillText</name>
    <message>
        <source>Open</source>
        <translation>Abierta</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>Contada</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Cierre</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Apertura</translation>
    </message>
    <message>
        <source>Deposits</source>
        <translation>Depósitos</translation>
    </message>
    <message>
        <source>Withdrawals</source>
        <translation>Retiros</translation>
    </message>
    <message>
        <source>Reversals</source>
        <translation>Reversos</translation>
    </message>
    <message>
        <source>Cash in</source>
        <translation>Entradas</translation>
    </message>
    <message>
        <source>Cash out</source>
        <translation>Salidas</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Traspasos</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Diferencia</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cierre</translation>
    </message>
    <message>
        <source>QR payments</source>
        <translation>Pagos QR</translation>
    </message>
    <message>
        <source>Adjustments</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>over by %1</source>
        <translation>sobrante %1</translation>
    </message>
    <message>
        <source>short by %1</source>
        <translation>faltante %1</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>cuadrado</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Caja</translation>
    </message>
    <message>
        <source>Teller</source>
        <translation>Cajero</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Día</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Abierta</translation>
    </message>
    <message>
        <source>Received from</source>
        <translation>Recibida de</translation>
    </message>
    <message>
        <source>Handed over to</source>
        <translation>Entregada a</translation>
    </message>
    <message>
        <source>Reason at the opening</source>
        <translation>Motivo en la apertura</translation>
    </message>
    <message>
        <source>Movements</source>
        <translation>Movimientos</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operación</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>In</source>
        <translation>Entra</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Sale</translation>
    </message>
    <message>
        <source>No movement yet</source>
        <translation>Aún no hay movimientos</translation>
    </message>
    <message>
        <source>Cash in %1</source>
        <translation>Efectivo en %1</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Esperado</translation>
    </message>
    <message>
        <source>To the vault</source>
        <translation>A la bóveda</translation>
    </message>
    <message>
        <source>Stays in the drawer</source>
        <translation>Queda en el cajón</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Conteo</translation>
    </message>
    <message>
        <source>X report (nothing is closed by it)</source>
        <translation>Corte X (no cierra nada)</translation>
    </message>
    <message>
        <source>Before the close: pending approvals %1, active QRs of this till %2.</source>
        <translation>Antes del cierre: aprobaciones pendientes %1, QR activos de esta caja %2.</translation>
    </message>
    <message>
        <source>Z close No. %1</source>
        <translation>Corte Z n.º %1</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>Aprobado por</translation>
    </message>
    <message>
        <source>Last folio</source>
        <translation>Último folio</translation>
    </message>
    <message>
        <source>Journal up to here</source>
        <translation>Diario hasta aquí</translation>
    </message>
    <message>
        <source>Signature of this Z</source>
        <translation>Firma de este Z</translation>
    </message>
    <message>
        <source>✔ Verified against what is stored</source>
        <translation>✔ Verificado contra lo guardado</translation>
    </message>
    <message>
        <source>✖ What is stored no longer gives this signature</source>
        <translation>✖ Lo guardado ya no da esta firma</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Supervisor</translation>
    </message>
</context>
<context>
    <name>console::Toast</name>
    <message>
        <source>Dismiss</source>
        <translation>Descartar</translation>
    </message>
</context>
<context>
    <name>console::TotalsText</name>
    <message>
        <source>%1 mov. · +%2 · %3 · net %4</source>
        <translation>%1 mov. · +%2 · %3 · neto %4</translation>
    </message>
    <message>
        <source>till %1</source>
        <translation>caja %1</translation>
    </message>
    <message>
        <source>Today: no movements yet</source>
        <translation>Hoy: aún sin movimientos</translation>
    </message>
    <message>
        <source>Today: %1</source>
        <translation>Hoy: %1</translation>
    </message>
    <message>
        <source>Filter: the sum is beyond what can be shown</source>
        <translation>Filtro: la suma supera lo que se puede mostrar</translation>
    </message>
    <message>
        <source>Filter: no movement</source>
        <translation>Filtro: ningún movimiento</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>Filtro: %1</translation>
    </message>
</context>
<context>
    <name>console::TransactionDetail</name>
    <message>
        <source>Movement %1</source>
        <translation>Movimiento %1</translation>
    </message>
    <message>
        <source>No. %1 · event %2</source>
        <translation>N.º %1 · evento %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Cédula</source>
        <translation>Cédula</translation>
    </message>
    <message>
        <source>Balance before</source>
        <translation>Saldo anterior</translation>
    </message>
    <message>
        <source>New balance</source>
        <translation>Saldo nuevo</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Concept</source>
        <translation>Concepto</translation>
    </message>
    <message>
        <source>Posting</source>
        <translation>Asiento</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Go to the account</source>
        <translation>Ir a la cuenta</translation>
    </message>
    <message>
        <source>takes back folio %1</source>
        <translation>revierte el folio %1</translation>
    </message>
    <message>
        <source>taken back by folio %1</source>
        <translation>reversado por el folio %1</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>Aprobado por</translation>
    </message>
    <message>
        <source>Reversal</source>
        <translation>Reverso</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Comprobante</translation>
    </message>
</context>
<context>
    <name>console::TransactionsModel</name>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Folio</source>
        <translation>Folio</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Monto</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Moneda</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Cédula</source>
        <translation>Cédula</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Balance before</source>
        <translation>Saldo anterior</translation>
    </message>
    <message>
        <source>New balance</source>
        <translation>Saldo nuevo</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Concept</source>
        <translation>Concepto</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>Deposits</source>
        <translation>Depósitos</translation>
    </message>
    <message>
        <source>Withdrawals</source>
        <translation>Retiros</translation>
    </message>
    <message>
        <source>Days…</source>
        <translation>Días…</translation>
    </message>
    <message>
        <source>Amount…</source>
        <translation>Monto…</translation>
    </message>
</context>
<context>
    <name>console::TransactionsPage</name>
    <message>
        <source>Movements</source>
        <translation>Movimientos</translation>
    </message>
    <message>
        <source>No movements yet</source>
        <translation>Aún no hay movimientos</translation>
    </message>
    <message>
        <source>Deposit (F2)</source>
        <translation>Depósito (F2)</translation>
    </message>
    <message>
        <source>The movements could not be read.</source>
        <translation>No se pudieron leer los movimientos.</translation>
    </message>
    <message>
        <source>Older movements could not be read.</source>
        <translation>No se pudieron leer los movimientos anteriores.</translation>
    </message>
    <message>
        <source>Account %1 created</source>
        <translation>Cuenta %1 creada</translation>
    </message>
    <message>
        <source>Deposit</source>
        <translation>Depósito</translation>
    </message>
    <message>
        <source>Withdrawal</source>
        <translation>Retiro</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ver</translation>
    </message>
    <message>
        <source>Go to the account</source>
        <translation>Ir a la cuenta</translation>
    </message>
    <message>
        <source>Only this cédula</source>
        <translation>Solo esta cédula</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Transacciones</translation>
    </message>
</context>
<context>
    <name>console::WindowActions</name>
    <message>
        <source>&amp;Lock</source>
        <translation>&amp;Bloquear</translation>
    </message>
    <message>
        <source>Change &amp;password…</source>
        <translation>Cambiar &amp;contraseña…</translation>
    </message>
    <message>
        <source>&amp;Sign out</source>
        <translation>Cerrar &amp;sesión</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;Find an action…</source>
        <translation>&amp;Buscar una acción…</translation>
    </message>
    <message>
        <source>Fi&amp;lter the list</source>
        <translation>Fi&amp;ltrar la lista</translation>
    </message>
    <message>
        <source>&amp;Reload</source>
        <translation>&amp;Recargar</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>&amp;Pantalla completa</translation>
    </message>
    <message>
        <source>Theme: as the &amp;system</source>
        <translation>Tema: el del &amp;sistema</translation>
    </message>
    <message>
        <source>Theme: &amp;light</source>
        <translation>Tema: &amp;claro</translation>
    </message>
    <message>
        <source>Theme: &amp;dark</source>
        <translation>Tema: &amp;oscuro</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>Atajos de &amp;teclado</translation>
    </message>
    <message>
        <source>&amp;About Ventanilla</source>
        <translation>&amp;Acerca de Ventanilla</translation>
    </message>
    <message>
        <source>&amp;Larger text</source>
        <translation>&amp;Texto más grande</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>Texto más pe&amp;queño</translation>
    </message>
    <message>
        <source>&amp;Normal text size</source>
        <translation>Tamaño de texto &amp;normal</translation>
    </message>
    <message numerus="yes">
        <source>Lock after %n minute(s)</source>
        <translation>
            <numerusform>Bloquear tras %n minuto</numerusform>
            <numerusform>Bloquear tras %n minutos</numerusform>
        </translation>
    </message>
    <message>
        <source>Never lock by itself</source>
        <translation>Nunca bloquear por sí sola</translation>
    </message>
    <message>
        <source>&amp;Discreet mode</source>
        <translation>Modo &amp;discreto</translation>
    </message>
    <message>
        <source>A&amp;lerts</source>
        <translation>A&amp;lertas</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>A&amp;justes…</translation>
    </message>
    <message>
        <source>&amp;Practise on a copy…</source>
        <translation>&amp;Practicar con una copia…</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>branch: credentials everywhere; lab: the seeds&apos; clients work without, on loopback only</source>
        <translation>branch: credenciales en todas partes; lab: los clientes entran sin ellas, solo en este equipo</translation>
    </message>
    <message>
        <source>the name that windows and clients see</source>
        <translation>el nombre que ven ventanas y clientes</translation>
    </message>
    <message>
        <source>where to listen: loopback, any, or one IP address</source>
        <translation>dónde escuchar: loopback, any o una dirección IP</translation>
    </message>
    <message>
        <source>MQTT over TCP (S0&apos;s MQTT_BROKER_PORT moves it too); 0 any free port, off</source>
        <translation>MQTT sobre TCP (MQTT_BROKER_PORT también lo cambia); 0 cualquier puerto libre, off</translation>
    </message>
    <message>
        <source>MQTT over WebSocket; 0 any free port, off</source>
        <translation>MQTT sobre WebSocket; 0 cualquier puerto libre, off</translation>
    </message>
    <message>
        <source>into how many parts the broker is divided, 1 to 64</source>
        <translation>en cuántas partes se divide el broker, de 1 a 64</translation>
    </message>
    <message>
        <source>REST and WebSocket; 0 any free port, off</source>
        <translation>REST y WebSocket; 0 cualquier puerto libre, off</translation>
    </message>
    <message>
        <source>a second port with the same service; 0 any free port, off</source>
        <translation>un segundo puerto con el mismo servicio; 0 cualquier puerto libre, off</translation>
    </message>
    <message>
        <source>the branch&apos;s currency; the plain bank topics carry only this one</source>
        <translation>la moneda de la sucursal; los tópicos simples del banco llevan solo esta</translation>
    </message>
    <message>
        <source>the branch&apos;s wall clock, as in `timestamp`</source>
        <translation>la hora local de la sucursal, la de `timestamp`</translation>
    </message>
    <message>
        <source>open streams of events of one account at most</source>
        <translation>flujos de eventos abiertos de una cuenta, como máximo</translation>
    </message>
    <message>
        <source>open streams of events from one address at most</source>
        <translation>flujos de eventos abiertos desde una dirección, como máximo</translation>
    </message>
    <message>
        <source>so many of an account&apos;s newest events can a stream go on from</source>
        <translation>desde cuántos de los últimos eventos de una cuenta puede continuar un flujo</translation>
    </message>
    <message>
        <source>for so many hours can a stream go on from an event</source>
        <translation>durante cuántas horas puede continuar un flujo desde un evento</translation>
    </message>
    <message>
        <source>a posting that takes a balance below it raises LOW_BALANCE</source>
        <translation>un movimiento que deja el saldo por debajo emite LOW_BALANCE</translation>
    </message>
    <message>
        <source>publish to banco/transacciones/{cedula} and its like as well</source>
        <translation>publica también en banco/transacciones/{cedula} y similares</translation>
    </message>
    <message>
        <source>keep MQTT sessions and retained messages over a restart: on, off, or for which listeners (tcp, tls, ws, wss)</source>
        <translation>conserva las sesiones MQTT y los mensajes retenidos tras un reinicio: on, off, o en qué puertas (tcp, tls, ws, wss)</translation>
    </message>
    <message>
        <source>full: what MQTT acknowledges is on the disk; normal: it survives a crash of the program, not of the machine</source>
        <translation>full: lo que MQTT confirma está en el disco; normal: sobrevive a una caída del programa, no de la máquina</translation>
    </message>
    <message>
        <source>a second port for MQTT over WebSocket, such as 8083; 0 any free port, off</source>
        <translation>un segundo puerto para MQTT sobre WebSocket, como 8083; 0 cualquier puerto libre, off</translation>
    </message>
    <message>
        <source>MQTT over TLS, once there is a certificate; 0 any free port, off</source>
        <translation>MQTT sobre TLS, cuando haya un certificado; 0 cualquier puerto libre, off</translation>
    </message>
    <message>
        <source>MQTT over WebSocket over TLS, once there is a certificate; 0 any free port, off</source>
        <translation>MQTT sobre WebSocket sobre TLS, cuando haya un certificado; 0 cualquier puerto libre, off</translation>
    </message>
    <message>
        <source>where this listener listens: loopback, any, or IP addresses with commas; empty: as network.bind says</source>
        <translation>dónde escucha este puerto: loopback, any, o direcciones IP separadas por comas; vacío: como dice network.bind</translation>
    </message>
    <message>
        <source>open connections of this listener at most</source>
        <translation>conexiones abiertas de este puerto como máximo</translation>
    </message>
    <message>
        <source>open connections of one address at most</source>
        <translation>conexiones abiertas de una dirección como máximo</translation>
    </message>
    <message>
        <source>new connections of one address a second at most; 0: no limit</source>
        <translation>conexiones nuevas de una dirección por segundo como máximo; 0: sin límite</translation>
    </message>
    <message>
        <source>so many may come at once before that limit holds; 0: one second&apos;s worth</source>
        <translation>cuántas pueden llegar a la vez antes de que rija ese límite; 0: las de un segundo</translation>
    </message>
    <message>
        <source>proxies (addresses or subnets, with commas) that must send a PROXY header, which is believed</source>
        <translation>proxies (direcciones o subredes, separadas por comas) que deben enviar una cabecera PROXY, a la que se da crédito</translation>
    </message>
    <message>
        <source>seconds until CONNECT must have come</source>
        <translation>segundos hasta los que debe haber llegado CONNECT</translation>
    </message>
    <message>
        <source>largest packet of a client, in bytes</source>
        <translation>paquete más grande de un cliente, en bytes</translation>
    </message>
    <message>
        <source>largest packet before a client is let in, in bytes</source>
        <translation>paquete más grande antes de admitir a un cliente, en bytes</translation>
    </message>
    <message>
        <source>unsent bytes of one client from which on its QoS 0 messages are dropped</source>
        <translation>bytes sin enviar de un cliente a partir de los cuales se descartan sus mensajes QoS 0</translation>
    </message>
    <message>
        <source>unsent bytes of one client from which on it is disconnected</source>
        <translation>bytes sin enviar de un cliente a partir de los cuales se lo desconecta</translation>
    </message>
    <message>
        <source>certificates of the device CA from clients: off, optional, required</source>
        <translation>certificados de la CA de dispositivos en los clientes: off, optional, required</translation>
    </message>
    <message>
        <source>whether a client with a certificate must use its CN as client id: on, off</source>
        <translation>si un cliente con certificado debe usar su CN como client id: on, off</translation>
    </message>
    <message>
        <source>PEM file with the server&apos;s certificate and those between it and its CA; empty: no TLS</source>
        <translation>archivo PEM con el certificado del servidor y los intermedios hasta su CA; vacío: sin TLS</translation>
    </message>
    <message>
        <source>PEM file with its private key, without a passphrase</source>
        <translation>archivo PEM con su clave privada, sin contraseña</translation>
    </message>
    <message>
        <source>PEM file with the CA that signs devices&apos; certificates</source>
        <translation>archivo PEM con la CA que firma los certificados de los dispositivos</translation>
    </message>
    <message>
        <source>PEM file with that CA&apos;s revocation list; empty: none</source>
        <translation>archivo PEM con la lista de revocación de esa CA; vacío: ninguna</translation>
    </message>
    <message>
        <source>a client whose connections end so often in the window is banned; 0: off</source>
        <translation>se bloquea al cliente cuyas conexiones terminan tantas veces en la ventana; 0: desactivado</translation>
    </message>
    <message>
        <source>the same for all connections of one address; 0: off</source>
        <translation>lo mismo para todas las conexiones de una dirección; 0: desactivado</translation>
    </message>
    <message>
        <source>the window in which they are counted, in seconds</source>
        <translation>la ventana en que se cuentan, en segundos</translation>
    </message>
    <message>
        <source>how long such a ban lasts, in seconds</source>
        <translation>cuánto dura ese bloqueo, en segundos</translation>
    </message>
    <message>
        <source>messages a second of each client at most; 0: no limit</source>
        <translation>mensajes por segundo de cada cliente como máximo; 0: sin límite</translation>
    </message>
    <message>
        <source>payload bytes a second of each client at most; 0: no limit</source>
        <translation>bytes de contenido por segundo de cada cliente como máximo; 0: sin límite</translation>
    </message>
    <message>
        <source>HTTPS, once there is a certificate; 0 any free port, off</source>
        <translation>HTTPS, en cuanto haya un certificado; 0 cualquier puerto libre, off</translation>
    </message>
    <message>
        <source>PEM file with the HTTPS certificate and those between it and its CA; empty: as tls.certificate says</source>
        <translation>archivo PEM con el certificado de HTTPS y los que hay entre él y su CA; vacío: el de tls.certificate</translation>
    </message>
    <message>
        <source>origins, with commas, whose pages may use the hub besides its own: https://app.example:8443; localhost: every port of this machine</source>
        <translation>orígenes, separados por comas, cuyas páginas pueden usar el hub además del suyo: https://app.example:8443; localhost: cualquier puerto de esta máquina</translation>
    </message>
    <message>
        <source>names, with commas, that the hub answers to besides localhost; empty: on the network to all</source>
        <translation>nombres, separados por comas, a los que responde el hub además de localhost; vacío: en la red, a todos</translation>
    </message>
    <message>
        <source>reverse proxies (addresses or subnets, with commas) whose X-Forwarded-For and X-Request-Id are believed</source>
        <translation>proxies inversos (direcciones o subredes, separadas por comas) a los que se cree su X-Forwarded-For y su X-Request-Id</translation>
    </message>
    <message>
        <source>largest body of a request, in bytes</source>
        <translation>mayor cuerpo de una petición, en bytes</translation>
    </message>
    <message>
        <source>open connections of each HTTP listener at most</source>
        <translation>máximo de conexiones abiertas de cada puerto HTTP</translation>
    </message>
    <message>
        <source>of them, those of one address (of IPv6: of one /64) at most</source>
        <translation>de ellas, máximo de una misma dirección (en IPv6: de un mismo /64)</translation>
    </message>
    <message>
        <source>new HTTP connections of one address a second at most; 0: no limit</source>
        <translation>máximo de conexiones HTTP nuevas de una dirección por segundo; 0: sin límite</translation>
    </message>
    <message>
        <source>so many HTTP connections may come at once before that limit holds; 0: one second&apos;s worth</source>
        <translation>cuántas conexiones HTTP pueden llegar de golpe antes de que rija ese límite; 0: las de un segundo</translation>
    </message>
    <message>
        <source>requests a second of one user (of nobody known: of one address); twice as many at once; 0: no limit</source>
        <translation>peticiones por segundo de un usuario (si no se conoce: de una dirección); el doble de golpe; 0: sin límite</translation>
    </message>
    <message>
        <source>of them, those that book, counted apart; twice as many at once; 0: no limit</source>
        <translation>de ellas, las que contabilizan, contadas aparte; el doble de golpe; 0: sin límite</translation>
    </message>
    <message>
        <source>logins and token renewals a second of one address; four times as many at once; 0: no limit</source>
        <translation>inicios de sesión y renovaciones de token por segundo de una dirección; el cuádruple de golpe; 0: sin límite</translation>
    </message>
    <message>
        <source>whether these rates hold for this machine&apos;s own callers too: on, off</source>
        <translation>si estos límites rigen también para quienes llaman desde esta máquina: on, off</translation>
    </message>
    <message>
        <source>how many clients the WebSocket channels take</source>
        <translation>cuántos clientes admiten los canales WebSocket</translation>
    </message>
    <message>
        <source>how many of them from one address; auto: a quarter, and no limit for this machine&apos;s own</source>
        <translation>cuántos de ellos desde una misma dirección; auto: una cuarta parte, y sin límite para esta máquina</translation>
    </message>
    <message>
        <source>seconds between two pings to a client of the channels</source>
        <translation>segundos entre dos pings a un cliente de los canales</translation>
    </message>
    <message>
        <source>seconds to wait for its answer before it is cut off</source>
        <translation>segundos que se espera su respuesta antes de cortarlo</translation>
    </message>
    <message>
        <source>whether the WebSocket channels offer compression (permessage-deflate): on, off</source>
        <translation>si los canales WebSocket ofrecen compresión (permessage-deflate): on, off</translation>
    </message>
    <message>
        <source>tell browsers to use HTTPS alone, at every port of this host: on, off; auto: when http.port and http.alias_port are off</source>
        <translation>decir a los navegadores que usen solo HTTPS, en todos los puertos de este equipo: on, off; auto: cuando http.port y http.alias_port están en off</translation>
    </message>
    <message>
        <source>how the MQTT client of REST and Socket.IO is called: this, an underscore and digits</source>
        <translation>cómo se llama el cliente MQTT de REST y Socket.IO: esto, un guion bajo y cifras</translation>
    </message>
    <message>
        <source>the broker of REST and Socket.IO; empty or this machine: the one in the program</source>
        <translation>el broker de REST y Socket.IO; vacío o esta máquina: el del programa</translation>
    </message>
    <message>
        <source>how that broker is spoken to: mqtt, mqtts, ws or wss</source>
        <translation>cómo se habla con ese broker: mqtt, mqtts, ws o wss</translation>
    </message>
    <message>
        <source>how many Socket.IO clients are taken</source>
        <translation>cuántos clientes de Socket.IO se admiten</translation>
    </message>
    <message>
        <source>how many of them from one address; this machine&apos;s own are not counted</source>
        <translation>cuántos de ellos desde una dirección; los de esta máquina no se cuentan</translation>
    </message>
    <message>
        <source>where the bank socket listens: loopback, any, or IP addresses with commas; empty: as network.bind says</source>
        <translation>dónde escucha el socket del banco: loopback, any o direcciones IP separadas por comas; vacío: como diga network.bind</translation>
    </message>
    <message>
        <source>open connections of the bank socket at most</source>
        <translation>conexiones abiertas del socket del banco, como máximo</translation>
    </message>
    <message>
        <source>of them, those of one address at most</source>
        <translation>de ellas, las de una misma dirección, como máximo</translation>
    </message>
    <message>
        <source>proxies (addresses or subnets, with commas) that must send a PROXY header to the bank socket, which is believed</source>
        <translation>proxies (direcciones o subredes, separadas por comas) que deben enviar al socket del banco una cabecera PROXY, a la que se da crédito</translation>
    </message>
    <message>
        <source>seconds without a line until a bank socket is closed</source>
        <translation>segundos sin una línea hasta que se cierra un socket del banco</translation>
    </message>
    <message>
        <source>seconds until somebody must have logged in there</source>
        <translation>segundos en los que alguien debe haber iniciado sesión allí</translation>
    </message>
    <message>
        <source>the bank socket: lines of JSON over TCP; 0 any free port, off</source>
        <translation>el socket del banco: líneas de JSON sobre TCP; 0 cualquier puerto libre, off</translation>
    </message>
    <message>
        <source>the same over TLS, once there is a certificate; 0 any free port, off</source>
        <translation>lo mismo sobre TLS, en cuanto haya un certificado; 0 cualquier puerto libre, off</translation>
    </message>
    <message>
        <source>who else&apos;s tokens are taken: their iss; empty: whoever has a key below</source>
        <translation>de quién más se aceptan tokens: su iss; vacío: de quien tenga abajo una clave</translation>
    </message>
    <message>
        <source>their aud; Supabase&apos;s is authenticated</source>
        <translation>su aud; el de Supabase es authenticated</translation>
    </message>
    <message>
        <source>a file with the secret shared with them (HS256), 32 bytes or more</source>
        <translation>un archivo con el secreto compartido con ellos (HS256), de 32 bytes o más</translation>
    </message>
    <message>
        <source>a JWKS file with their keys (RS256, ES256, EdDSA)</source>
        <translation>un archivo JWKS con sus claves (RS256, ES256, EdDSA)</translation>
    </message>
    <message>
        <source>a PEM file with their public keys</source>
        <translation>un archivo PEM con sus claves públicas</translation>
    </message>
    <message>
        <source>lines of the log: text or json</source>
        <translation>líneas del registro: text o json</translation>
    </message>
    <message>
        <source>a file for the log besides standard error; empty: none</source>
        <translation>un archivo para el registro además de la salida de errores; vacío: ninguno</translation>
    </message>
    <message>
        <source>bytes from which on the log&apos;s file is put aside and begun anew</source>
        <translation>bytes a partir de los cuales el archivo del registro se aparta y se empieza otro</translation>
    </message>
    <message>
        <source>how many files put aside are kept</source>
        <translation>cuántos archivos apartados se conservan</translation>
    </message>
    <message>
        <source>what the log says, such as gateway=info,websocket=debug; levels: debug, info, warning, error</source>
        <translation>qué dice el registro, como gateway=info,websocket=debug; niveles: debug, info, warning, error</translation>
    </message>
    <message>
        <source>who issues QR codes: local (between own accounts), or baneco</source>
        <translation>quién emite los QR: local (entre cuentas propias) o baneco</translation>
    </message>
    <message>
        <source>our code at ASFI, four digits; a part of every QR&apos;s number</source>
        <translation>nuestro código en ASFI, cuatro dígitos; parte del número de cada QR</translation>
    </message>
    <message>
        <source>who is paid, in QR codes of accounts without a holder&apos;s name</source>
        <translation>quién cobra, en los QR de cuentas sin nombre de titular</translation>
    </message>
    <message>
        <source>the city in QR codes</source>
        <translation>la ciudad en los QR</translation>
    </message>
    <message>
        <source>the country in QR codes, such as BO</source>
        <translation>el país en los QR, por ejemplo BO</translation>
    </message>
    <message>
        <source>the merchant category in QR codes (ISO 18245)</source>
        <translation>el rubro del comercio en los QR (ISO 18245)</translation>
    </message>
    <message>
        <source>how often the bank is asked about each open QR: 10 to 3600 seconds</source>
        <translation>cada cuánto se pregunta al banco por cada QR abierto: de 10 a 3600 segundos</translation>
    </message>
    <message>
        <source>BANECO&apos;s API Market: its address</source>
        <translation>la dirección del API Market de BANECO</translation>
    </message>
    <message>
        <source>our user at BANECO</source>
        <translation>nuestro usuario en BANECO</translation>
    </message>
    <message>
        <source>our password at BANECO (stored sealed)</source>
        <translation>nuestra contraseña en BANECO (se guarda cifrada)</translation>
    </message>
    <message>
        <source>the key that BANECO gave, 32 characters (stored sealed)</source>
        <translation>la llave que dio BANECO, 32 caracteres (se guarda cifrada)</translation>
    </message>
    <message>
        <source>our account at BANECO: where QR payments arrive (stored sealed)</source>
        <translation>nuestra cuenta en BANECO, adonde llegan los pagos QR (se guarda cifrada)</translation>
    </message>
    <message>
        <source>PEM with the issuers to trust for BANECO; empty: the system&apos;s</source>
        <translation>PEM con los emisores de confianza para BANECO; vacío: los del sistema</translation>
    </message>
    <message>
        <source>how long BANECO may take for an answer: 2 to 120 seconds</source>
        <translation>cuánto puede tardar BANECO en responder: de 2 a 120 segundos</translation>
    </message>
    <message>
        <source>an operation at the window beyond it needs a second person</source>
        <translation>una operación de ventanilla que lo supere necesita una segunda persona</translation>
    </message>
    <message>
        <source>an operation at the window beyond it needs two different others</source>
        <translation>una operación de ventanilla que lo supere necesita otras dos personas distintas</translation>
    </message>
    <message>
        <source>so many seconds does a request for approval wait</source>
        <translation>cuántos segundos espera una solicitud de aprobación</translation>
    </message>
    <message>
        <source>a transaction from it on raises LARGE_TRANSACTION; 0 never</source>
        <translation>una transacción desde este monto emite LARGE_TRANSACTION; 0 nunca</translation>
    </message>
    <message>
        <source>cash of one client from it on is listed as unusual</source>
        <translation>el efectivo de un cliente desde este monto figura como inusual</translation>
    </message>
    <message>
        <source>in so many days</source>
        <translation>en cuántos días</translation>
    </message>
    <message>
        <source>a count that differs by more needs a supervisor&apos;s approval</source>
        <translation>un arqueo que difiera en más necesita la aprobación de un supervisor</translation>
    </message>
    <message>
        <source>what tills are counted in: currency, notes, a stroke, coins</source>
        <translation>en qué se cuentan las cajas: moneda, billetes, una barra, monedas</translation>
    </message>
</context>
</TS>
