using System.Text;

namespace Amplify.Tests;

/// <summary>What changed between two texts, line by line, each change under the head it stands in.</summary>
internal static class LineDiff
{
    public static string Of(string before, string after)
    {
        string[] left = before.Split('\n');
        string[] right = after.Split('\n');
        int[,] common = CommonLengths(left, right);
        var text = new StringBuilder();
        string head = "";
        for (int i = 0, j = 0; i < left.Length || j < right.Length;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                head = left[i].Length > 0 && !left[i].StartsWith("    ", StringComparison.Ordinal) ? left[i] : head;
                i++;
                j++;
            }
            else if (j < right.Length && (i == left.Length || common[i, j + 1] > common[i + 1, j]))
            {
                Tell(text, ref head, '+', right[j++]);
            }
            else
            {
                Tell(text, ref head, '-', left[i++]);
            }
        }

        return text.ToString().TrimEnd();
    }

    private static void Tell(StringBuilder text, ref string head, char sign, string line)
    {
        if (head.Length > 0)
        {
            text.Append("  ").Append(head).Append('\n');
            head = "";
        }

        text.Append(sign).Append(' ').Append(line).Append('\n');
    }

    private static int[,] CommonLengths(string[] left, string[] right)
    {
        var lengths = new int[left.Length + 1, right.Length + 1];
        for (int i = left.Length - 1; i >= 0; i--)
        {
            for (int j = right.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = left[i] == right[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        return lengths;
    }
}
