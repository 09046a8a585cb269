/* SPDX-License-Identifier: Apache-2.0 */
/* Errors and warnings end a test: no code that runs here is to raise one. */
#ifndef FAKE_ESP_LOG_H
#define FAKE_ESP_LOG_H

void fakeLog(const char *tag, const char *format, ...) __attribute__((format(printf, 2, 3)));
#define ESP_LOGE(TAG, ...) fakeLog((TAG), __VA_ARGS__)
#define ESP_LOGW(TAG, ...) fakeLog((TAG), __VA_ARGS__)
#define ESP_LOGI(TAG, ...) ((void)(TAG))
#define ESP_LOGD(TAG, ...) ((void)(TAG))

/* TinyUSB tells here what it asserts against. */
int esp_rom_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
