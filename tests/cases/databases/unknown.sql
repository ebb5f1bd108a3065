CREATE TABLE events (event_id TEXT); CREATE TABLE calls (number TEXT);
