// SPDX-License-Identifier: Apache-2.0
export default Object.freeze({ name: "doubler", identity: Object.freeze({ uuid: "9ad8a7a8-7e2c-4f51-9d6c-3d1d0b1f5a10" }) });
