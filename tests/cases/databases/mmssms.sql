-- mmssms.db as Android makes it (Telephony.Sms, Telephony.Mms), with Samsung's table of blocked messages
CREATE TABLE android_metadata (locale TEXT);
CREATE TABLE sms (_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT, person INTEGER, date INTEGER,
    date_sent INTEGER DEFAULT 0, protocol INTEGER, read INTEGER DEFAULT 0, status INTEGER DEFAULT -1, type INTEGER,
    reply_path_present INTEGER, subject TEXT, body TEXT, service_center TEXT, locked INTEGER DEFAULT 0,
    sub_id INTEGER DEFAULT -1, error_code INTEGER DEFAULT -1, creator TEXT, seen INTEGER DEFAULT 0);
INSERT INTO sms (_id, address, date, date_sent, type, body, sub_id) VALUES
    (1, '19400001111', 1767225600123, 1767225599000, 1, '【虚构小贷】您的借款已逾期' || char(10) || '请处理 😀', 1),
    (2, '+8619400002222', 1767225660000, 0, 2, '不要再打了', 2),
    (7, '10690000000000', 1767225720000, 0, 1, NULL, 1),
    (8, NULL, 1767225780000, 0, 3, '', -1),
    (9, 'M-Money', 1767225840000.0, 0, 1, 'real number as time', 1),
    (10, '19400001111', 'never', 0, 1, 'nul ' || char(0) || ' inside', 1);
CREATE TABLE spam_sms (_id INTEGER PRIMARY KEY, address TEXT, date INTEGER, type INTEGER, body TEXT, sim_slot INTEGER);
INSERT INTO spam_sms VALUES (1, '19400003333', 1767225900000, 1, '被拦截的短信', 0);
CREATE TABLE pdu (_id INTEGER PRIMARY KEY, thread_id INTEGER, date INTEGER, date_sent INTEGER, msg_box INTEGER,
    m_id TEXT, sub TEXT, sub_cs INTEGER, ct_t TEXT, m_type INTEGER, tr_id TEXT, sub_id INTEGER);
CREATE TABLE addr (_id INTEGER PRIMARY KEY, msg_id INTEGER, contact_id INTEGER, address TEXT, type INTEGER, charset INTEGER);
CREATE TABLE part (_id INTEGER PRIMARY KEY, mid INTEGER, seq INTEGER DEFAULT 0, ct TEXT, name TEXT, chset INTEGER,
    _data TEXT, text TEXT);
INSERT INTO pdu (_id, date, msg_box, m_type, sub, sub_cs, tr_id, sub_id) VALUES
    (3, 1767225960, 1, 132, 'å' || char(130) || '¬æ' || char(148) || '¶', 106, 'T3', 1),
    (4, 1767226020, 2, 128, NULL, NULL, NULL, 1),
    (5, 1767226080, 1, 130, NULL, NULL, NULL, 1);
INSERT INTO addr (msg_id, address, type) VALUES
    (3, '19400004444', 137), (3, 'insert-address-token', 151),
    (4, 'insert-address-token', 137), (4, '19400005555', 151), (4, '19400006666', 130),
    (5, '19400004444', 137);
INSERT INTO part (mid, seq, ct, _data, text) VALUES
    (3, -1, 'application/smil', NULL, '<smil/>'), (3, 1, 'text/plain', NULL, '第二段'),
    (3, 0, 'text/plain', NULL, '第一段'), (3, 2, 'image/jpeg', '/data/app_parts/PART_1', NULL),
    (4, 0, 'text/plain', NULL, '大家好');
CREATE VIEW calls AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
    SELECT i AS number, i AS date, 1 AS type, 0 AS duration FROM n;
