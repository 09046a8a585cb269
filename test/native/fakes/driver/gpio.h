/* SPDX-License-Identifier: Apache-2.0 */
#ifndef FAKE_GPIO_H
#define FAKE_GPIO_H

/* An S3 has no 22 to 25. */
#define GPIO_IS_VALID_OUTPUT_GPIO(NUMBER) (((NUMBER) < 22) || ((NUMBER) > 25))

typedef int gpio_num_t;
/* Of the bus in support/esp32-i2c.c. */
int gpio_get_level(gpio_num_t gpio_num);

#endif
