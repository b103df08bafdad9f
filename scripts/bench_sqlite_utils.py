"""Files frames as sqlite-utils does: an upsert and a commit for each. Prints milliseconds."""

import json
import sys
import time

import sqlite_utils

lines, file = sys.argv[1:]
database = sqlite_utils.Database(file)
database.enable_wal()


def keep(status):
    account = status.pop("account")
    database["accounts"].upsert(account, pk="id", alter=True)
    boosted = status.pop("reblog", None)
    if boosted is not None:
        status["reblog"] = keep(boosted)
    database["statuses"].upsert({**status, "account": account["id"]}, pk="id", alter=True)
    return status["id"]


began = time.perf_counter()
with open(lines, encoding="utf-8") as texts:
    for text in texts:
        keep(json.loads(text))
print((time.perf_counter() - began) * 1000)
