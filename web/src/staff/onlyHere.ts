/** Names by which every device means itself, so that no other one gets here by them. */
const ITSELF = /^(localhost|.+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/;

/** Whether a link can be opened on this device only. */
export const isOnlyHere = (url: string): boolean => ITSELF.test(new URL(url).hostname);
