"""placeholder"""
from dataclasses import dataclass
@dataclass(frozen=True, slots=True)
class EmergencyTable:
    x: int = 0
def build_emergency(file: str, text: str) -> EmergencyTable:
    return EmergencyTable()
