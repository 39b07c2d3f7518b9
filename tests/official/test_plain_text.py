"""The document as plain text: the same words, for programs that show nothing else."""

from pathlib import Path

from report.official.files import official_files
from tests.office import PRINTED, office


def test_the_text_has_letterhead_sentences_signature_and_notes_in_their_order(
    tmp_path: Path,
) -> None:
    files, problems = official_files(tmp_path, office(tmp_path, PRINTED), [2022], ["txt"])
    assert problems == []
    text = files["tai-ve/2022/bao-cao-2022.txt"].decode()
    words = " ".join(text.split())
    expected = (
        *("ỦY BAN NHÂN DÂN XÃ MẪU", "Số: 07/BC-UBND", "Mẫu, ngày 05 tháng 02 năm 2023"),
        *("Phần thứ nhất KẾT QUẢ", "Được mùa.[", "Xã báo cáo./.", "CHỦ TỊCH"),
        *("Nguyễn Văn Mẫu", "Nơi nhận: ", "Theo dõi."),
    )
    places = [words.find(one) for one in expected]
    assert -1 not in places
    assert places == sorted(places)
