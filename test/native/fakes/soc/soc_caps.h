/* SPDX-License-Identifier: Apache-2.0 */
#define SOC_GPIO_PIN_COUNT 49
#define SOC_HP_I2C_NUM 2
