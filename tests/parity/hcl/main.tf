terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.25.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "west"
  region = "us-west-2"
}

resource "aws_kms_key" "payments" {
  description = "payments"
  enable_key_rotation = true
  tags = {
    Environment = "dev"
    EnvironmentSuffix = "pay0dev"
    Project = "payments"
  }
}

resource "aws_dynamodb_table" "payments" {
  name = "payments-pay0dev"
  billing_mode = "PAY_PER_REQUEST"
  hash_key = "id"
  attribute {
    name = "id"
    type = "S"
  }
  stream_enabled = true
  stream_view_type = "NEW_IMAGE"
  point_in_time_recovery {
    enabled = true
  }
  server_side_encryption {
    enabled = true
    kms_key_arn = aws_kms_key.payments.arn
  }
  replica {
    region_name = "us-west-2"
    kms_key_arn = aws_kms_key.payments.arn
  }
  tags = {
    Environment = "dev"
    EnvironmentSuffix = "pay0dev"
    Project = "payments"
  }
}

resource "aws_s3_bucket" "audit" {
  bucket = "audit-pay0dev"
}

resource "aws_s3_bucket" "receipts" {
  bucket = "receipts-pay0dev"
  tags = {
    Environment = "dev"
    EnvironmentSuffix = "pay0dev"
    Project = "payments"
  }
}

resource "aws_s3_bucket_policy" "receipts" {
  bucket = aws_s3_bucket.receipts.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = "*"
      Action = "s3:GetObject"
      Resource = "${aws_s3_bucket.receipts.arn}/*"
    }]
  })
}

resource "aws_sns_topic" "alarms" {
  name = "alarms-pay0dev"
  tags = {
    Environment = "dev"
    EnvironmentSuffix = "pay0dev"
    Project = "payments"
  }
}

resource "aws_sqs_queue" "orders" {
  name = "orders-pay0dev"
  kms_master_key_id = aws_kms_key.payments.arn
  tags = {
    Environment = "dev"
    EnvironmentSuffix = "pay0dev"
    Project = "payments"
  }
}

resource "aws_sqs_queue" "refunds" {
  name = "refunds-pay0dev"
  sqs_managed_sse_enabled = false
  tags = {
    Environment = "dev"
    EnvironmentSuffix = "pay0dev"
    Project = "payments"
  }
}

resource "aws_cloudwatch_log_group" "processor" {
  name = "/aws/lambda/payment-processor"
  retention_in_days = 30
  kms_key_id = aws_kms_key.payments.arn
  tags = {
    Environment = "dev"
    EnvironmentSuffix = "pay0dev"
    Project = "payments"
  }
}

resource "aws_iam_role" "processor" {
  name = "processor-pay0dev"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "lambda.amazonaws.com"
      }
      Action = "sts:AssumeRole"
    }]
  })
  tags = {
    Environment = "dev"
    EnvironmentSuffix = "pay0dev"
    Project = "payments"
  }
}

resource "aws_iam_role" "admin" {
  name = "admin-pay0dev"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Principal = {
        Service = "lambda.amazonaws.com"
      }
      Action = "sts:AssumeRole"
    }]
  })
  tags = {
    Environment = "dev"
    EnvironmentSuffix = "pay0dev"
    Project = "payments"
  }
}

resource "aws_iam_role_policy" "processor" {
  name = "write-pay0dev"
  role = aws_iam_role.processor.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = ["dynamodb:PutItem"]
      Resource = aws_dynamodb_table.payments.arn
    }, {
      Effect = "Allow"
      Action = ["s3:PutObject"]
      Resource = "${aws_s3_bucket.audit.arn}/*"
    }]
  })
}

resource "aws_iam_role_policy" "admin" {
  name = "admin-pay0dev"
  role = aws_iam_role.admin.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = "*"
      Resource = "*"
    }]
  })
}

resource "aws_security_group" "api" {
  name = "api-pay0dev"
  description = "api"
  tags = {
    Environment = "dev"
    EnvironmentSuffix = "pay0dev"
    Project = "payments"
  }
  ingress {
    description = "web"
    from_port = 443
    to_port = 443
    protocol = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  ingress {
    description = "ssh"
    from_port = 22
    to_port = 22
    protocol = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
