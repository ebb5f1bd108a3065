import pytest

from collectguard.provenance import file_name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/somebody/backups/sms-20260316.xml", "sms-20260316.xml"),
        ("sms.xml", "sms.xml"),
        (r"C:\Users\somebody\sms.xml", "sms.xml"),
        ("backups/all.zip!sms/sms.xml", "all.zip!sms/sms.xml"),
        ("strange!/folder/sms.xml", "sms.xml"),
        ("-", "-"),
    ],
)
def test_file_name_tells_nothing_of_the_folder(path, name):
    assert file_name(path) == name
