/** The shape of "running low": a vessel with a little left in it. It stands beside its word. */
export function LowShape() {
  return (
    <svg
      viewBox="0 0 16 16"
      width="1em"
      height="1em"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M3 2v12h10V2M5.5 11.5h5" />
    </svg>
  );
}
