/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_ESP_CHECK_H
#define FAKE_ESP_CHECK_H

#include "esp_err.h"
#include "esp_log.h"

#define ESP_RETURN_ON_FALSE(VALUE, ERROR, TAG, ...) \
	do { \
		if (!(VALUE)) { \
			ESP_LOGE((TAG), __VA_ARGS__); \
			return (ERROR); \
		} \
	} while (0)
#define ESP_RETURN_ON_ERROR(VALUE, TAG, ...) \
	do { \
		const esp_err_t error = (VALUE); \
		if (error) { \
			ESP_LOGE((TAG), __VA_ARGS__); \
			return error; \
		} \
	} while (0)
#define ESP_GOTO_ON_FALSE(VALUE, ERROR, LABEL, TAG, ...) \
	do { \
		if (!(VALUE)) { \
			ESP_LOGE((TAG), __VA_ARGS__); \
			ret = (ERROR); \
			goto LABEL; \
		} \
	} while (0)
#define ESP_GOTO_ON_ERROR(VALUE, LABEL, TAG, ...) \
	do { \
		ret = (VALUE); \
		if (ret) { \
			ESP_LOGE((TAG), __VA_ARGS__); \
			goto LABEL; \
		} \
	} while (0)

#endif
