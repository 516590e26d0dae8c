locals
{
  j = 1
}