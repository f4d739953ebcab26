"""Prints what pyrekordbox reads in an XML file, as JSON: tracks with their TEMPO and POSITION_MARK, and playlists."""

import json
import sys

from pyrekordbox.rbxml import RekordboxXml

xml = RekordboxXml(sys.argv[1])


def nodes(folder):
    for node in folder.get_playlists():
        if node.is_folder:
            yield {"folder": node.name, "nodes": list(nodes(node))}
        else:
            yield {"playlist": node.name, "keys": node.get_tracks()}


tracks = [
    {
        "id": track["TrackID"],
        "name": track["Name"],
        "location": track["Location"],
        "rating": track["Rating"],
        "bpm": track["AverageBpm"],
        "tempos": [[t["Inizio"], t["Bpm"], t["Metro"], t["Battito"]] for t in track.tempos],
        "marks": [[m["Name"], m["Type"], m["Start"], m["End"], m["Num"]] for m in track.marks],
    }
    for track in xml.get_tracks()
]
print(json.dumps({"count": xml.num_tracks, "tracks": tracks, "nodes": list(nodes(xml.root_playlist_folder))}))
