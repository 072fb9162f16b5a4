/* Lucide publishes one module per icon without types; taken one by one, the rest never reaches a build. */
declare module "lucide/dist/esm/icons/*.mjs" {
  const icon: import("lucide").IconNode;
  export default icon;
}
