declare module '*.css';

/** By ISO 3166-1 alpha-3; made by `vite.config.ts` of what the reader knows. */
declare module 'virtual:state-names' {
  const names: Readonly<Record<string, string>>;
  export default names;
}
