import { defineMessages } from '../../../kernel/runtime/labels.js';

defineMessages({
  INVALID_UPLOAD: {
    zh: '上传的文件不存在，或不是由您上传。请先向 /uploads 发送文件。',
    en: 'There is no such upload of yours. Send the file to /uploads first.',
  },
  INVALID_MAPPING: {
    zh: '映射中的列「{column}」不在此类文件的列中。',
    en: 'The mapping names the column "{column}", which this kind of file does not have.',
  },
  INVALID_EMPTY_FILE: { zh: '文件为空，或只有表头。', en: 'The file is empty, or has a header only.' },
  INVALID_NOT_CSV: {
    zh: '不是有效的 CSV 文件（{reason}）。请在表格软件中另存为 CSV（UTF-8）。',
    en: 'Not a CSV file ({reason}). In the spreadsheet program, save it as CSV (UTF-8).',
  },
  INVALID_ENCODING: {
    zh: '文字编码无法识别：请使用 UTF-8 或 GB18030。',
    en: 'Unknown text encoding: use UTF-8 or GB18030.',
  },
  INVALID_TOO_MANY_ROWS: {
    zh: '行数过多：每个文件最多 {limit} 行，请分成几个文件。',
    en: 'Too many rows: a file may have {limit} of them. Split it.',
  },
  INVALID_TOO_MANY_COLUMNS: {
    zh: '表头有 {columns} 列，最多 {limit} 列：请只保留需要导入的列。',
    en: 'The header has {columns} columns, at most {limit} are taken: keep those that are to be imported.',
  },
  INVALID_COLUMNS_MISSING: {
    zh: '表头缺少必需的列：{columns}。可用的列：{known}。',
    en: 'The header lacks required columns: {columns}. Known columns: {known}.',
  },
  INVALID_COLUMN_TWICE: { zh: '表头中的列重复：{columns}。', en: 'The header has a column twice: {columns}.' },
  INVALID_COLUMN_UNKNOWN: {
    zh: '此列未知，未被导入。可用的列：{known}。',
    en: 'This column is unknown and was not imported. Known columns: {known}.',
  },
  INVALID_MORE_COLUMNS_UNKNOWN: {
    zh: '另有 {columns} 列未知，未被导入。',
    en: '{columns} more columns are unknown and were not imported.',
  },
  INVALID_ROW_WIDTH: {
    zh: '该行有 {cells} 个单元格，表头有 {columns} 个。',
    en: 'The row has {cells} cells, the header has {columns}.',
  },
  INVALID_CHARACTERS: {
    zh: '含有不允许的字符：控制字符、文字方向控制符，或单行文字中的换行。请重新输入该单元格。',
    en: 'It holds characters that are not allowed: controls, marks that turn the direction of text, or a line break where one line is meant. Type the cell anew.',
  },
  INVALID_NUMBER: { zh: '不是整数。', en: 'Not a whole number.' },
  INVALID_AMOUNT: {
    zh: '不是金额：最多 16 位整数和 2 位小数。',
    en: 'Not an amount: at most 16 digits and 2 decimals.',
  },
  INVALID_CURRENCY: {
    zh: '不是货币代码或名称，例如 CNY、人民币。',
    en: 'Not a currency code or name, such as CNY or Euro.',
  },
  INVALID_COUNTRY: {
    zh: '不是国家代码或名称，例如 CN、中国。',
    en: 'Not a country code or name, such as CN or China.',
  },
  INVALID_CHOICE: { zh: '取值不在列表中：{choices}。', en: 'Not one of: {choices}.' },
  INVALID_DAY: { zh: '不是日期，例如 2024-03-08。', en: 'Not a day such as 2024-03-08.' },
  INVALID_FUTURE: { zh: '不能晚于现在。', en: 'It cannot lie in the future.' },
  INVALID_OWNER_LOGIN: {
    zh: '没有您可见且启用的人员使用此登录名。',
    en: 'No active person whom you may see has this login.',
  },
  INVALID_OWNER_REACH: {
    zh: '您不能为此负责人所在部门导入客户。',
    en: 'You may not import customers for the department of this owner.',
  },
  INVALID_OWNER_CHANGE: {
    zh: '客户已有其他负责人；更换负责人须经转移审批。',
    en: 'The customer has another owner; a transfer goes through approval.',
  },
  INVALID_PARENT_NAME: {
    zh: '文件中和您可见的客户中都没有此上级单位。',
    en: 'Neither the file nor the customers that you may see have this parent.',
  },
  INVALID_PARENT_AMBIGUOUS: {
    zh: '有多个客户使用此上级单位名称。',
    en: 'Several customers bear the name of this parent.',
  },
  INVALID_PARENT_CIRCLE: { zh: '上级单位关系成环。', en: 'The parents lead back to the row itself.' },
  INVALID_PARENT_REFUSED: {
    zh: '上级单位所在的第 {row} 行未被导入。',
    en: 'Row {row}, which is the parent, was refused.',
  },
  INVALID_KEY_TWICE: {
    zh: '第 {row} 行已使用此外部编号。',
    en: 'Row {row} has the same external key already.',
  },
  INVALID_KEY_AMBIGUOUS: {
    zh: '您可见的多条记录使用此外部编号。',
    en: 'Several records that you may see have this external key.',
  },
  INVALID_CUSTOMER_KEY: {
    zh: '您可见的客户中没有此外部编号。',
    en: 'No customer that you may see has this external key.',
  },
  INVALID_NO_RIGHT: { zh: '您不能修改此记录。', en: 'You may not change this record.' },
  IMPORT_FAILED: {
    zh: '导入多次未能继续，已停止；之前写入的行保留。请重新上传导入，若再次失败，请将导入编号 {id} 告知管理员。',
    en: 'The import failed time and again and was stopped; rows written before stay. Upload the file and import it again; if that fails too, quote import {id} to the administrator.',
  },
  IMPORT_RIGHTS_GONE: {
    zh: '导入人已停用或不再有导入权限，导入已停止。',
    en: 'The importer was disabled or lost the right to import; the import stopped.',
  },
});
