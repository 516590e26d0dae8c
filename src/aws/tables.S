// SPDX-License-Identifier: Apache-2.0
// The schema table as it stands in the source tree, without any conversion.

    .section .rodata
    .balign 16
    .globl paycheck_schema_begin, paycheck_schema_end
paycheck_schema_begin:
    .incbin PAYCHECK_SCHEMA_TAB
paycheck_schema_end:
    .byte 0

    .section .note.GNU-stack, "", %progbits
