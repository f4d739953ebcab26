"""Runs the Python rbassist on a data folder of rbassist, and checks that it works.

usage: pip install numpy hnswlib librosa soundfile typer rich pyyaml
       python tests/reference/python_reads_ours.py CHECKOUT DATA

CHECKOUT is a working tree of github.com/llevaachingada/rbassist, DATA a data folder with embedded tracks. Python indexes
it if needed. Then the script runs recommend and recommend-sequence for every track, dup-check and export-xml, and checks
if analyze would analyse tracks again.
"""
import collections
import io
import pathlib
import shutil
import sys
import tempfile
import traceback
from xml.etree import ElementTree

from python_folder import import_program


def attempt(results, name, action):
    try:
        results[name, action()] += 1
    except Exception as error:
        if (name, "failed") not in results:
            traceback.print_exc(limit=-2)
        results[name, "failed"] += 1


def main(checkout, data):
    root = pathlib.Path(tempfile.mkdtemp()).resolve()
    shutil.copytree(checkout / "rbassist", root / "rbassist")
    shutil.copytree(checkout / "config", root / "config")
    (root / "data").symlink_to(data.resolve(), target_is_directory=True)
    import_program(root)

    from rbassist import duplicates, recommend, utils
    from rbassist.export_xml import write_rekordbox_xml

    said = io.StringIO()
    for module in (utils, recommend, duplicates):
        module.console = utils.Console(file=said, width=400)
    if not (data / "index" / "hnsw.idx").exists():
        recommend.build_index()
    index = data / "index"
    tracks = utils.load_meta()["tracks"]
    embedded = [path for path, record in tracks.items() if record.get("embedding") and not record.get("staged")]
    results = collections.Counter()

    def counts():
        graph = recommend.hnswlib.Index(space="cosine", dim=len(recommend.load_embedding_safe(tracks[embedded[0]]["embedding"])))
        graph.load_index(str(index / "hnsw.idx"))
        paths = recommend.json.load(open(index / "paths.json", encoding="utf-8"))
        assert graph.get_current_count() == len(paths) == len(set(paths)), (graph.get_current_count(), len(paths))
        assert sorted(graph.get_ids_list()) == list(range(len(paths)))
        assert set(paths) <= set(tracks), set(paths) - set(tracks)
        graph.knn_query(graph.get_items([0]), k=len(paths))
        return f"{len(paths)} of {len(embedded)} tracks"

    attempt(results, "index", counts)
    for path in embedded:
        # the program requests 50 more than it shows, and fails if there are fewer
        if len(embedded) > 50:
            attempt(results, "recommend", lambda path=path: recommend.recommend(path, top=min(25, len(embedded) - 50)) or "done")
        attempt(results, "recommend-sequence", lambda path=path: recommend.recommend_sequence([path]) or "done")
    attempt(results, "dup-check", lambda: f"{len(duplicates.find_duplicates(utils.load_meta()))} found")
    attempt(results, "export-xml", lambda: write_rekordbox_xml(utils.load_meta(), str(root / "out.xml")) or "done")

    def marks():
        written = list(ElementTree.parse(root / "out.xml").iter("POSITION_MARK"))
        assert len(written) == sum(len(record.get("cues", [])) for record in tracks.values())
        cut = [mark.attrib for mark in written if float(mark.get("End")) < float(mark.get("Start"))]
        assert not cut, cut[0]
        return f"{len(written)} marks with an end"

    attempt(results, "cues", marks)

    def redone():
        known = [(path, record) for path, record in tracks.items() if pathlib.Path(path).exists()]
        again = [path for path, record in known if not ("bpm" in record and "key" in record) or record.get("sig_bpmkey") != utils.current_file_sig(path)]
        return f"would do {len(again)} of {len(known)} tracks again"

    attempt(results, "analyze", redone)
    for (name, outcome), count in results.items():
        print(f"{name}: {outcome} ({count})")
    shutil.rmtree(root)
    return any(outcome == "failed" for _name, outcome in results)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
