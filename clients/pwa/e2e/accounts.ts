/** Of every account of the demonstration. */
export const PASSWORD = "demo-gas-and-coffee";
