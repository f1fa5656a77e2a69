// SPDX-License-Identifier: GPL-3.0-or-later
// A ✔ that is drawn: the disc grows, then the short stroke, then the long one.
import QtQuick

Item {
    id: mark
    property bool shown: false
    property bool animated: true
    property color color: "green"
    readonly property real stroke: width * 0.085
    readonly property real shortLength: width * 0.24
    readonly property real longLength: width * 0.46
    readonly property bool isDrawn: longStroke.part === 1
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Paid")

    onShownChanged: restart()
    Component.onCompleted: restart()
    function restart() {
        drawing.stop();
        const start = shown && !animated ? 1 : 0;
        disc.scale = start;
        shortStroke.part = start;
        longStroke.part = start;
        if (shown && animated)
            drawing.start();
    }

    Rectangle {
        id: disc
        anchors.fill: parent
        radius: width / 2
        color: mark.color
    }
    // Both strokes begin at the mark's corner, low and left of the middle.
    Item {
        x: mark.width * 0.43
        y: mark.height * 0.68
        Rectangle {
            id: shortStroke
            property real part: 0
            visible: part > 0
            width: mark.stroke
            height: mark.shortLength * part
            radius: width / 2
            color: "white"
            x: -width / 2
            y: -mark.shortLength
            transform: Rotation {
                origin.x: shortStroke.width / 2
                origin.y: mark.shortLength
                angle: -45
            }
        }
        Rectangle {
            id: longStroke
            property real part: 0
            visible: part > 0
            width: mark.stroke
            height: mark.longLength * part
            radius: width / 2
            color: "white"
            x: -width / 2
            y: -height
            transform: Rotation {
                origin.x: longStroke.width / 2
                origin.y: longStroke.height
                angle: 40
            }
        }
    }
    SequentialAnimation {
        id: drawing
        NumberAnimation { target: disc; property: "scale"; to: 1; duration: 350; easing.type: Easing.OutBack }
        NumberAnimation { target: shortStroke; property: "part"; to: 1; duration: 140 }
        NumberAnimation { target: longStroke; property: "part"; to: 1; duration: 220; easing.type: Easing.OutQuad }
    }
}
