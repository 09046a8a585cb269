/* SPDX-License-Identifier: Apache-2.0 */
#define ESP_STATIC_ASSERT _Static_assert
