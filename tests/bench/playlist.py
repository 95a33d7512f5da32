"""The playlist that players are measured with: four photos of twelve megapixels, three agendas, three announcements,
four seconds each. As files for callboard, and as pictures of the very same pages for those that show pictures only."""
import json
import pathlib
import subprocess

SECONDS, PHOTOS, TEXTS = 4, 4, 3
CYCLE_S = SECONDS * (PHOTOS + 2 * TEXTS)


def photo(path, width=4000, height=3000, seed=1, progressive=False):
    """Noise that looks and compresses as a photo does: large shapes with grain on them."""
    subprocess.run(["convert", "-seed", str(seed), "-size", f"{width // 8}x{height // 8}", "plasma:tomato-steelblue",
                    "-resize", f"{width}x{height}!", "-attenuate", "0.1", "+noise", "Gaussian",
                    "-interlace", "JPEG" if progressive else "none", "-quality", "88", f"jpg:{path}"], check=True)


def agenda(number):
    sessions = [{"start": f"{8 + i:02}:{15 * (number % 4):02}", "end": f"{8 + i:02}:{15 * (number % 4) + 12:02}",
                 "title": f"{i + 1}. How the {'long ' * (i % 4)}way of a page to its wall is found",
                 "speakers": [f"Anna Example-{i}"], "room": f"Hall {chr(65 + i % 3)}"} for i in range(5)]
    return {"type": "agenda", "title": f"Programme {number}", "date": "2018-10-22", "seconds": SECONDS, "sessions": sessions}


def announcement(number):
    return {"type": "announcement", "title": f"Lunch is at {number + 11}", "seconds": SECONDS,
            "text": "In the hall on the ground floor. The way is **marked** with green signs, and the lift is behind the stairs."}


def make(folder, progressive=False, width=4000, height=3000):
    """The playlist in a folder, which is made unless it is there."""
    folder = pathlib.Path(folder)
    if folder.exists():
        return folder
    (folder / "photos").mkdir(parents=True)
    names = [f"photos/{i}.jpg" for i in range(PHOTOS)]
    for i, name in enumerate(names):
        photo(folder / name, width, height, seed=i + 1, progressive=progressive)
    write(folder / "photos.json", {"type": "photos", "seconds": SECONDS, "photos": names})
    for i in range(TEXTS):
        write(folder / f"agenda-{i}.json", agenda(i))
        write(folder / f"announcement-{i}.json", announcement(i))
    return folder


def write(path, content):
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
