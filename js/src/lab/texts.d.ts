/** Files that the build takes in as text. */
declare module "*.svg" {
  const text: string;
  export default text;
}
