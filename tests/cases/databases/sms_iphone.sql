-- sms.db of an iPhone: nanoseconds, and seconds as old phones wrote them
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, service TEXT NOT NULL);
INSERT INTO handle VALUES (1, '+8619400001111', 'SMS'), (2, '+8619400002222', 'iMessage'), (3, 'nobody@example.org', 'iMessage');
CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT, text TEXT, handle_id INTEGER DEFAULT 0,
    subject TEXT, attributedBody BLOB, service TEXT, date INTEGER, date_read INTEGER, is_from_me INTEGER DEFAULT 0,
    cache_has_attachments INTEGER DEFAULT 0, item_type INTEGER DEFAULT 0);
INSERT INTO message (ROWID, text, handle_id, attributedBody, service, date, is_from_me, cache_has_attachments) VALUES
    (1, '【虚构小贷】还款', 1, NULL, 'SMS', 788918400123000000, 0, 0),
    (2, '不要再打了', 1, NULL, 'SMS', 788918460, 1, 0),
    (3, NULL, 2, X'040B73747265616D747970656481E803840140848484124E5341747472696275746564537472696E67008484084E534F626A656374008592848484084E53537472696E67019484012B06E8BF98E992B186', 'iMessage', 788918520000000000, 0, 0),
    (4, NULL, 2, X'00FF', 'iMessage', 788918580000000000, 0, 0),
    (5, '大家好', 0, NULL, 'iMessage', 788918640000000000, 1, 0),
    (6, NULL, 1, NULL, 'SMS', 788918700000000000, 0, 1),
    (7, 'RCS', 1, NULL, 'RCS', 788918760000000000, 0, 0),
    (8, 'nobody', 99, NULL, 'SMS', 0, 0, 0);
INSERT INTO message (ROWID, handle_id, service, date, is_from_me, item_type) VALUES (9, 2, 'SMS', 788918820000000000, 0, 2);
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);
CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);
INSERT INTO chat_message_join VALUES (1, 5);
INSERT INTO chat_handle_join VALUES (1, 1), (1, 2);
