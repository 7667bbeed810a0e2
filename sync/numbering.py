"""Numbers that people read aloud: drawn from blocks, never two alike, never given again."""

from schemas.problems import Problem
from sync.plan import Block, Missing, World


class Numbering:
    """The numbers that one mutation takes. Nothing counts until the mutation is admitted.

    ``blocks``: (replica, series) -> blocks with what it used. ``next``: series -> the hub's own
    next number, where the hub gave one because the writer had none.
    """

    def __init__(self, world: World, replica: str) -> None:
        self.world = world
        self.replica = replica
        self.blocks: dict[tuple[str, str], list[Block]] = {}
        self.next: dict[str, int] = {}

    def take(self, series: str, number: int | None, *, honoured: bool = False) -> int:
        """The number that a record gets: the writer's own, checked, or else the hub's next.
        ``honoured``: it was given before a restore, and is only marked as taken.

        Raises:
            Problem: ``number/foreign``, ``number/used``.
            Missing: the blocks or the hub's own counter are not loaded.
        """
        if number is None:
            if series not in self.world.numbers:
                raise Missing(number=series)
            number = self.next.get(series, self.world.numbers[series])
            self.next[series] = number + 1
            return number
        key = (self.replica, series)
        if key not in self.world.blocks:
            raise Missing(blocks=key)
        blocks = self.blocks.get(key, self.world.blocks[key])
        for i, block in enumerate(blocks):
            if block.first <= number <= block.last:
                bit = 1 << (number - block.first)
                if block.used & bit and not honoured:
                    raise Problem("number/used", params={"number": number})
                taken = Block(block.first, block.last, block.used | bit)
                self.blocks[key] = [*blocks[:i], taken, *blocks[i + 1 :]]
                return number
        if honoured:
            return number
        raise Problem("number/foreign", params={"number": number})
