using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Role mappings as SetIdentityPoolRoles and GetIdentityPoolRoles write them.</summary>
internal static class RoleMappingShape
{
    private const int MostRules = 25;

    public static IReadOnlyDictionary<string, RoleMapping> Read(OperationCall mappings) =>
        mappings.Body.ToDictionary(pair => pair.Key, pair => Read(pair.Key, mappings.Part(pair.Key)));

    public static JsonObject Write(IReadOnlyDictionary<string, RoleMapping> mappings) =>
        new([.. mappings.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Write(pair.Value)))]);

    private static RoleMapping Read(string provider, OperationCall mapping)
    {
        IReadOnlyList<OperationCall> rules = mapping.Part("RulesConfiguration").Parts("Rules");
        var type = Named<RoleMappingType>(mapping.Text("Type"), "type");
        if (rules.Count > MostRules || (type == RoleMappingType.Rules && rules.Count == 0))
        {
            throw ServiceException.InvalidParameter($"The rules of {provider} are 1 to {MostRules}.");
        }

        return new RoleMapping
        {
            Type = type,
            AmbiguousRoleResolution = Named<AmbiguousRoleResolution>(mapping.Text("AmbiguousRoleResolution"), "ambiguousRoleResolution"),
            Rules =
            [
                .. rules.Select(rule => new RoleMappingRule
                {
                    Claim = rule.Text("Claim"),
                    MatchType = Named<RoleMatchType>(rule.Text("MatchType"), "matchType"),
                    Value = rule.Text("Value"),
                    RoleArn = rule.Text("RoleARN"),
                }),
            ],
        };
    }

    private static JsonObject Write(RoleMapping mapping)
    {
        var written = new JsonObject { ["Type"] = $"{mapping.Type}", ["AmbiguousRoleResolution"] = $"{mapping.AmbiguousRoleResolution}" };
        if (mapping.Type == RoleMappingType.Rules)
        {
            written["RulesConfiguration"] = new JsonObject
            {
                ["Rules"] = new JsonArray(
                [
                    .. mapping.Rules.Select(rule => new JsonObject
                    {
                        ["Claim"] = rule.Claim, ["MatchType"] = $"{rule.MatchType}", ["Value"] = rule.Value, ["RoleARN"] = rule.RoleArn,
                    }),
                ]),
            };
        }

        return written;
    }

    private static T Named<T>(string text, string member)
        where T : struct, Enum => Enum.GetNames<T>().Contains(text) ? Enum.Parse<T>(text) : throw ServiceException.InvalidParameter(
            $"1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", Enum.GetNames<T>())}]");
}
