using Microsoft.OpenApi;

namespace Slipway.ServiceDefaults;

/// <summary>What the framework leaves out of, or puts too much into, <c>/openapi.json</c>.</summary>
internal static class ApiDocument
{
    public static Task CompleteAsync(OpenApiDocument document, ServiceIdentity identity)
    {
        document.Info.Title = identity.Name;
        document.Info.Version = identity.Version;
        // Where it was asked says nothing about where it runs.
        document.Servers?.Clear();
        // The framework groups calls by the class that has them, which says nothing to their callers.
        document.Tags?.Clear();
        foreach (var path in document.Paths.Values)
        {
            foreach (var operation in path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()) operation.Tags?.Clear();
        }

        return Task.CompletedTask;
    }

    public static Task CompleteAsync(OpenApiSchema schema, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        // "double" would make clients round money.
        if (type == typeof(decimal)) schema.Format = "decimal";
        if (type.IsEnum) schema.Type = JsonSchemaType.String;
        return Task.CompletedTask;
    }
}
