/** Two linked rings. The teal one passes over the amber one at one crossing and under it at the other. */
export function Rings({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size * 0.8} viewBox="0 0 40 32" fill="none" strokeWidth="4.2" aria-hidden="true">
      <circle cx="14.5" cy="18" r="10.2" stroke="var(--brand)" />
      <circle cx="26.5" cy="13.5" r="8.6" stroke="var(--amber)" />
      <path d="M23.2 12.6a10.2 10.2 0 0 1 1.4 4.1" stroke="var(--brand)" />
    </svg>
  );
}

export function Logo({ name }: { name: string }) {
  return (
    <span className="inline-flex items-center gap-2 text-lg font-bold tracking-wide">
      <Rings />
      <span>{name}</span>
    </span>
  );
}
