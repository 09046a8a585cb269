/* SPDX-License-Identifier: Apache-2.0 */
#define CONFIG_IDF_TARGET_ESP32S3 1
