/** The mark of the product: a flag on its post. */
export function Flag({ className }: { readonly className?: string | undefined }) {
  return (
    <svg className={className} viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M5 2.5h3v19H5z" fill="var(--ink)" />
      <path d="M8 4h12.5l-4 4.5 4 4.5H8z" fill="var(--action)" />
    </svg>
  );
}
