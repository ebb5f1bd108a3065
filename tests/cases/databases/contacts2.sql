-- contacts2.db of an older Android: calls and contacts in one
CREATE TABLE calls (_id INTEGER PRIMARY KEY, number TEXT, presentation INTEGER NOT NULL DEFAULT 1, date INTEGER,
    duration INTEGER, type INTEGER, new INTEGER, name TEXT, subscription_id TEXT, geocoded_location TEXT, countryiso TEXT);
INSERT INTO calls (_id, number, presentation, date, duration, type, name, subscription_id) VALUES
    (1, '19400001111', 1, 1767225600000, 48, 3, NULL, '89860000000000000001'),
    (2, '19400001111', 1, 1767225660000, 48, 1, NULL, NULL),
    (3, '', 2, 1767225720000, 0, 5, NULL, NULL),
    (4, '19400002222', 1, 1767225780000, 0, 2, '缓存的名字', NULL),
    (5, '19400003333', 1, 1767225840000, 99999999999999999, 6, NULL, NULL),
    (6, '010-00000001', 1, 99999999999999999999999, 3, 7, NULL, NULL);
CREATE TABLE mimetypes (_id INTEGER PRIMARY KEY, mimetype TEXT NOT NULL);
CREATE TABLE raw_contacts (_id INTEGER PRIMARY KEY, display_name TEXT, deleted INTEGER NOT NULL DEFAULT 0);
CREATE TABLE data (_id INTEGER PRIMARY KEY, mimetype_id INTEGER, raw_contact_id INTEGER, data1 TEXT);
INSERT INTO mimetypes VALUES (5, 'vnd.android.cursor.item/phone_v2'), (7, 'vnd.android.cursor.item/name');
INSERT INTO raw_contacts VALUES (1, '测试甲', 0), (2, '已删除', 1);
INSERT INTO data VALUES (1, 5, 1, '+86 194 0000 1111'), (2, 7, 1, '19400002222'), (3, 5, 2, '19400003333');
