// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace store::migrations {

/// What outlives the broker's process. Numbers are the journal's (broker/savedstate.h). Released: never change it, add
/// the next number.
inline constexpr const char *broker0001[] = {
    // will: a CONNECT packet of MQTT 5 that carries it, or empty. Times in ms since 1970; 0: none.
    "CREATE TABLE session (number INTEGER PRIMARY KEY, client_id BLOB NOT NULL, user BLOB NOT NULL,"
    " listener BLOB NOT NULL, version INTEGER NOT NULL, expiry INTEGER NOT NULL, left_at INTEGER NOT NULL,"
    " will BLOB NOT NULL, will_due INTEGER NOT NULL) STRICT",

    // options: 1 no local, 2 retain as published.
    "CREATE TABLE subscription (session INTEGER NOT NULL, filter BLOB NOT NULL, qos INTEGER NOT NULL,"
    " options INTEGER NOT NULL, identifier INTEGER NOT NULL, PRIMARY KEY (session, filter)) STRICT, WITHOUT ROWID",

    // A message for any number of deliveries: stored once. expiry: seconds from `received`; NULL: never.
    "CREATE TABLE message (number INTEGER PRIMARY KEY, topic BLOB NOT NULL, payload BLOB NOT NULL,"
    " qos INTEGER NOT NULL, retain INTEGER NOT NULL, publisher BLOB NOT NULL, received INTEGER NOT NULL,"
    " expiry INTEGER, properties BLOB NOT NULL) STRICT",

    // message: 0 once it is released. flags: 1 retain, 2 counted, 4 released. packet_id: 0 while it waits.
    "CREATE TABLE delivery (number INTEGER PRIMARY KEY, session INTEGER NOT NULL, message INTEGER NOT NULL,"
    " qos INTEGER NOT NULL, flags INTEGER NOT NULL, packet_id INTEGER NOT NULL, extras BLOB NOT NULL) STRICT",

    "CREATE TABLE inbound (session INTEGER NOT NULL, packet_id INTEGER NOT NULL, PRIMARY KEY (session, packet_id))"
    " STRICT, WITHOUT ROWID",

    // With its body: it lives apart from the deliveries of the same message.
    "CREATE TABLE retained (topic BLOB PRIMARY KEY, number INTEGER NOT NULL, payload BLOB NOT NULL,"
    " qos INTEGER NOT NULL, retain INTEGER NOT NULL, publisher BLOB NOT NULL, received INTEGER NOT NULL,"
    " expiry INTEGER, properties BLOB NOT NULL) STRICT",

    // Up to where a log of events has been handed to the sessions.
    "CREATE TABLE cursor (name BLOB PRIMARY KEY, epoch BLOB NOT NULL, sequence INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID",
};

} // namespace store::migrations
