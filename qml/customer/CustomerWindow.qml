// SPDX-License-Identifier: GPL-3.0-or-later
// What the customer sees on the second screen: whose account, how much, the code, how long it is good, and then whether
// it was paid. All that it shows comes from the context property `screen` (console/customer/customerscreen.h).
import QtQuick

Rectangle {
    id: window
    objectName: "customerWindow"
    color: screen.background
    // Distances follow the window, so that it reads the same on a tablet and on a wall.
    readonly property real unit: Math.max(8, Math.min(width, height) / 60)
    readonly property bool isWide: width > height * 1.25

    Text {
        id: hub
        anchors { top: parent.top; left: parent.left; right: parent.right; margins: 2 * window.unit }
        text: screen.hubName
        color: screen.mutedColor
        font.pixelSize: 1.8 * window.unit
        elide: Text.ElideRight
        horizontalAlignment: Text.AlignHCenter
    }

    // --- nothing to pay ---
    Column {
        anchors.centerIn: parent
        visible: screen.stage === "welcome"
        spacing: window.unit
        width: parent.width - 4 * window.unit
        Text {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WordWrap
            text: qsTr("Welcome")
            color: screen.textColor
            font.pixelSize: 6 * window.unit
            font.weight: Font.DemiBold
        }
        Text {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WordWrap
            text: qsTr("Here you will see the QR code to pay with.")
            color: screen.mutedColor
            font.pixelSize: 2.4 * window.unit
        }
    }

    // --- a code to pay ---
    Item {
        id: payment
        objectName: "payment"
        visible: screen.stage === "waiting"
        anchors { top: hub.bottom; bottom: parent.bottom; left: parent.left; right: parent.right; margins: 2 * window.unit }

        Rectangle {
            id: paper
            objectName: "paper"
            // Never under 6 cm on this screen, however small the window; the white edge is the code's quiet zone.
            readonly property real least: 60 * screen.pixelsPerMillimetre
            readonly property real fitting: window.isWide ? Math.min(payment.height, payment.width * 0.5)
                                                          : Math.min(payment.width, payment.height - words.height - 2 * window.unit)
            width: Math.max(least, fitting)
            height: width
            color: "white"
            radius: window.unit
            x: window.isWide ? 0 : (payment.width - width) / 2
            y: window.isWide ? (payment.height - height) / 2 : 0
            Image {
                objectName: "code"
                anchors { fill: parent; margins: parent.width * 0.04 }
                source: screen.pictureUrl
                cache: false
                smooth: false // modules keep sharp edges
                fillMode: Image.PreserveAspectFit
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("QR code to pay with")
            }
        }

        Column {
            id: words
            spacing: window.unit
            width: window.isWide ? payment.width - paper.width - 3 * window.unit : payment.width
            x: window.isWide ? paper.width + 3 * window.unit : 0
            y: window.isWide ? (payment.height - height) / 2 : paper.height + 2 * window.unit
            Text {
                width: parent.width
                horizontalAlignment: window.isWide ? Text.AlignLeft : Text.AlignHCenter
                text: screen.isOpenAmount ? qsTr("You choose the amount") : qsTr("To pay")
                color: screen.mutedColor
                font.pixelSize: 2.4 * window.unit
                wrapMode: Text.WordWrap
            }
            Text {
                objectName: "amount"
                width: parent.width
                visible: !screen.isOpenAmount
                horizontalAlignment: window.isWide ? Text.AlignLeft : Text.AlignHCenter
                text: screen.amount
                color: screen.textColor
                font.pixelSize: 6 * window.unit
                font.weight: Font.DemiBold
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 12
            }
            Text {
                width: parent.width
                visible: text !== ""
                horizontalAlignment: window.isWide ? Text.AlignLeft : Text.AlignHCenter
                text: screen.payee === "" ? "" : qsTr("To: %1").arg(screen.payee)
                color: screen.textColor
                font.pixelSize: 2.6 * window.unit
                wrapMode: Text.WordWrap
                maximumLineCount: 2
                elide: Text.ElideRight
            }
            Text {
                width: parent.width
                visible: text !== ""
                horizontalAlignment: window.isWide ? Text.AlignLeft : Text.AlignHCenter
                text: screen.description
                color: screen.mutedColor
                font.pixelSize: 2.2 * window.unit
                wrapMode: Text.WordWrap
                maximumLineCount: 2
                elide: Text.ElideRight
            }
            Text {
                objectName: "countdown"
                width: parent.width
                horizontalAlignment: window.isWide ? Text.AlignLeft : Text.AlignHCenter
                text: screen.isUrgent ? qsTr("⚠ Expires in %1").arg(screen.countdown)
                                      : qsTr("Good for %1").arg(screen.countdown)
                color: screen.isUrgent ? screen.warningColor : screen.mutedColor
                font.pixelSize: 2.8 * window.unit
                font.weight: screen.isUrgent ? Font.DemiBold : Font.Normal
                wrapMode: Text.WordWrap
            }
        }
    }

    // --- what became of it ---
    Column {
        anchors.centerIn: parent
        visible: screen.stage !== "welcome" && screen.stage !== "waiting"
        spacing: 2 * window.unit
        width: parent.width - 4 * window.unit
        CheckMark {
            objectName: "checkMark"
            anchors.horizontalCenter: parent.horizontalCenter
            visible: screen.stage === "paid"
            shown: screen.stage === "paid"
            animated: !screen.reducedMotion
            color: screen.successColor
            width: 18 * window.unit
            height: width
        }
        Text {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: screen.stage !== "paid"
            text: screen.stage === "attention" ? "!" : "✖"
            color: screen.stage === "attention" ? screen.warningColor : screen.mutedColor
            font.pixelSize: 12 * window.unit
            font.weight: Font.DemiBold
        }
        Text {
            objectName: "outcome"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WordWrap
            text: {
                switch (screen.stage) {
                case "paid":
                    return qsTr("Payment received. Thank you!");
                case "expired":
                    return qsTr("This QR code has expired. Please do not pay it.");
                case "cancelled":
                    return qsTr("This QR code was cancelled. Please do not pay it.");
                case "attention":
                    return qsTr("Please ask at the window about this payment.");
                default:
                    return qsTr("One moment, please.");
                }
            }
            color: screen.textColor
            font.pixelSize: 3.6 * window.unit
            font.weight: Font.DemiBold
        }
        Text {
            width: parent.width
            visible: screen.stage === "paid" && text !== ""
            horizontalAlignment: Text.AlignHCenter
            text: screen.amount
            color: screen.textColor
            font.pixelSize: 5 * window.unit
            font.weight: Font.DemiBold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 12
        }
    }
}
