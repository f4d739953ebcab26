"""Reads an XML file with pyrekordbox, and prints its processor time and peak memory."""

import json
import resource
import sys
import time

from pyrekordbox.rbxml import RekordboxXml

before = time.process_time()
xml = RekordboxXml(sys.argv[1])
tracks = xml.get_tracks()
marks = sum(len(track.marks) for track in tracks)
cpu_s = time.process_time() - before
peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"tracks": len(tracks), "marks": marks, "cpuS": cpu_s, "peakMib": peak_mib}))
