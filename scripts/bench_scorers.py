"""Scores frames by the formulas that mastodon_digest publishes, written from their description.

Geometric mean of boosts + 1 and favourites + 1, Extended of replies + 1 as well, 0 where all are 0;
Weighted divides by the root of the author's followers. The mean is scipy's, which that program
requires; without scipy Python's own, which is far cheaper. Prints the mean that was used, and
microseconds a status of Simple, SimpleWeighted, ExtendedSimple and ExtendedSimpleWeighted.
"""

import json
import math
import sys
import time

try:
    from scipy import __version__
    from scipy.stats import gmean

    whose = f"scipy {__version__}'s"
except ImportError:
    from statistics import geometric_mean as gmean

    whose = "Python's own"


def simple(status, names=("reblogs_count", "favourites_count")):
    if not any(status[name] for name in names):
        return 0
    return gmean([status[name] + 1 for name in names])


def extended(status):
    return simple(status, ("reblogs_count", "favourites_count", "replies_count"))


def weighted(score):
    def weigh(status):
        followers = status["account"]["followers_count"]
        return score(status) / math.sqrt(followers) if followers > 0 else 0

    return weigh


def microseconds(score):
    began = time.perf_counter()
    for status in statuses:
        score(status)
    return (time.perf_counter() - began) * 1e6 / len(statuses)


with open(sys.argv[1], encoding="utf-8") as lines:
    entries = [json.loads(line) for line in lines]
statuses = [entry.get("reblog") or entry for entry in entries]
scorers = [simple, weighted(simple), extended, weighted(extended)]
for score in scorers:  # once, so that what it imports late is there
    score(statuses[0])
print(json.dumps([whose, [microseconds(score) for score in scorers]]))
