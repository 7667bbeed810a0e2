import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";

import { IconButton } from "./IconButton";

afterEach(cleanup);

test("its words are shown while a pointer rests on it, and go with it", async () => {
  const user = userEvent.setup();
  render(<IconButton label="前一天">‹</IconButton>);
  const button = screen.getByRole("button", { name: "前一天" });
  await user.hover(button);
  expect((await screen.findByRole("tooltip", {}, { timeout: 5_000 })).textContent).toBe("前一天");
  await user.unhover(button);
  await expect.poll(() => screen.queryByRole("tooltip")).toBeNull();
});
